import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Decision, decideVerdict, type VerdictRule } from '@/lib/core/review/verdict'

const rule = (changes: Partial<VerdictRule> = {}): VerdictRule => ({
  kind: 'MAJORITY',
  slots: 3,
  firstTo: null,
  editCountsAs: 'REJECT',
  ...changes,
})

const judgments = (accepts: number, rejects: number, abstains = 0) =>
  [
    ...Array<Decision>(accepts).fill('ACCEPT'),
    ...Array<Decision>(rejects).fill('REJECT'),
    ...Array<Decision>(abstains).fill('ABSTAIN'),
  ].map((decision) => ({ decision, counted: true }))

const decide = (votes: [number, number, number?], changes: Partial<VerdictRule> = {}) =>
  decideVerdict({ judgments: judgments(...votes), adjudication: null, rule: rule(changes) })

// (accepts, rejects, abstains) with all slots in: reliability reference, majority with ties and abstentions.
test.each<[[number, number, number], string, string]>([
  [[2, 0, 1], 'PASSED', 'DECIDED'],
  [[1, 1, 0], 'CONTESTED', 'TIED'],
  [[1, 1, 1], 'CONTESTED', 'TIED'],
  [[1, 0, 2], 'OPEN', 'TOO_FEW_VOTES'],
  [[2, 1, 0], 'PASSED', 'DECIDED'],
  [[0, 0, 3], 'OPEN', 'TOO_FEW_VOTES'],
  [[2, 2, 0], 'CONTESTED', 'TIED'],
])('a majority of %j is %s', (votes, verdict, why) => {
  const slots = votes.reduce((sum, n) => sum + n, 0)
  expect(decide(votes, { slots })).toMatchObject({ verdict, why, closed: true })
})

test('an entry waits until all its slots are in, whatever the first votes say', () => {
  expect(decide([2, 0])).toMatchObject({ verdict: 'OPEN', why: 'WAITING', closed: false })
})

test('surplus judgments fill no slot and cast no vote', () => {
  const surplus = judgments(0, 5).map((judgment) => ({ ...judgment, counted: false }))
  const outcome = decideVerdict({ judgments: [...judgments(2, 1), ...surplus], adjudication: null, rule: rule() })
  expect(outcome).toMatchObject({ verdict: 'PASSED', accepts: 2, rejects: 1 })
})

test('an edit counts as the queue says', () => {
  const edited = [{ decision: 'EDIT' as const, counted: true }, ...judgments(1, 1)]
  expect(decideVerdict({ judgments: edited, adjudication: null, rule: rule() }).verdict).toBe('FAILED')
  const lenient = rule({ editCountsAs: 'ACCEPT' })
  expect(decideVerdict({ judgments: edited, adjudication: null, rule: lenient }).verdict).toBe('PASSED')
})

test('an ambiguous answer is a vote: a reject by the strict reading, an accept by the lenient', () => {
  const unsure = [{ decision: 'AMBIGUOUS' as const, counted: true }, ...judgments(1, 1)]
  const decideAs = (changes: Partial<VerdictRule>) =>
    decideVerdict({ judgments: unsure, adjudication: null, rule: rule(changes) })
  expect(decideAs({})).toMatchObject({ verdict: 'FAILED', accepts: 1, rejects: 2 })
  expect(decideAs({ ambiguousCountsAs: 'ACCEPT' })).toMatchObject({ verdict: 'PASSED', accepts: 2, rejects: 1 })
})

test('a majority that may stop early is closed once the third vote could not change it, and not before', () => {
  expect(decide([2, 0], { startAt: 2 })).toMatchObject({ verdict: 'PASSED', why: 'DECIDED', closed: true })
  expect(decide([0, 2], { startAt: 2 })).toMatchObject({ verdict: 'FAILED', closed: true })
  expect(decide([1, 1], { startAt: 2 })).toMatchObject({ verdict: 'OPEN', closed: false })
  expect(decide([1, 0, 1], { startAt: 2 })).toMatchObject({ verdict: 'OPEN', closed: false })
  expect(decide([2, 0], { slots: 4, startAt: 2 })).toMatchObject({ verdict: 'OPEN', closed: false })
})

test('unanimity and first to m are not stopped by where a majority would begin', () => {
  expect(decide([2, 0], { kind: 'UNANIMOUS', startAt: 2 })).toMatchObject({ closed: false })
  expect(decide([2, 0], { kind: 'FIRST_TO', firstTo: 3, startAt: 2 })).toMatchObject({ closed: false })
})

test('an adjudication outranks votes and closes an entry that waits; the votes stay counted', () => {
  const outcome = decideVerdict({ judgments: judgments(2, 0), adjudication: 'FAILED', rule: rule() })
  expect(outcome).toMatchObject({ verdict: 'FAILED', why: 'ADJUDICATED', closed: true, accepts: 2 })
})

test('unanimity is broken by one vote, not by an abstention', () => {
  expect(decide([2, 1], { kind: 'UNANIMOUS' }).verdict).toBe('CONTESTED')
  expect(decide([2, 0, 1], { kind: 'UNANIMOUS' }).verdict).toBe('PASSED')
  expect(decide([0, 3], { kind: 'UNANIMOUS' }).verdict).toBe('FAILED')
})

test('first to m closes before all slots are in', () => {
  const firstTo = { kind: 'FIRST_TO', slots: 5, firstTo: 2 } as const
  expect(decide([2, 1], firstTo)).toMatchObject({ verdict: 'PASSED', closed: true })
  expect(decide([0, 2], firstTo)).toMatchObject({ verdict: 'FAILED', closed: true })
  expect(decide([1, 1], firstTo)).toMatchObject({ verdict: 'OPEN', closed: false })
  expect(decide([1, 1, 3], firstTo)).toMatchObject({ verdict: 'OPEN', why: 'TOO_FEW_VOTES', closed: true })
})

test('first to m that nobody reaches is contested, and so is one that both reach alike', () => {
  expect(decide([2, 1], { kind: 'FIRST_TO', firstTo: 3 })).toMatchObject({ verdict: 'CONTESTED', closed: true })
  expect(decide([2, 2], { kind: 'FIRST_TO', slots: 5, firstTo: 2 }).verdict).toBe('CONTESTED')
})

const anyJudgments = fc.array(
  fc.record({
    decision: fc.constantFrom<Decision[]>('ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN', 'AMBIGUOUS'),
    counted: fc.boolean(),
  }),
  { maxLength: 12 },
)
const anyRule = fc.record<VerdictRule>({
  kind: fc.constantFrom<VerdictRule['kind'][]>('MAJORITY', 'UNANIMOUS', 'FIRST_TO'),
  slots: fc.integer({ min: 1, max: 9 }),
  firstTo: fc.option(fc.integer({ min: 1, max: 9 })),
  editCountsAs: fc.constantFrom('ACCEPT', 'REJECT'),
  ambiguousCountsAs: fc.constantFrom('ACCEPT', 'REJECT'),
  startAt: fc.option(fc.integer({ min: 2, max: 8 })),
})

test('the order of judgments never matters', () => {
  fc.assert(
    fc.property(
      anyJudgments.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      anyRule,
      ([list, shuffled], any) => {
        const decideFor = (these: typeof list) => decideVerdict({ judgments: these, adjudication: null, rule: any })
        expect(decideFor(shuffled)).toEqual(decideFor(list))
      },
    ),
  )
})

test('swapping accepts and rejects swaps the verdict', () => {
  const swapped = { PASSED: 'FAILED', FAILED: 'PASSED', OPEN: 'OPEN', CONTESTED: 'CONTESTED' } as const
  fc.assert(
    fc.property(fc.nat(6), fc.nat(6), fc.nat(3), anyRule, (accepts, rejects, abstains, any) => {
      const one = decideVerdict({ judgments: judgments(accepts, rejects, abstains), adjudication: null, rule: any })
      const other = decideVerdict({ judgments: judgments(rejects, accepts, abstains), adjudication: null, rule: any })
      expect(other.verdict).toBe(swapped[one.verdict])
    }),
  )
})

test('only a closed entry passes, fails or is contested, and a passed one has more accepts', () => {
  fc.assert(
    fc.property(anyJudgments, anyRule, (list, any) => {
      const outcome = decideVerdict({ judgments: list, adjudication: null, rule: any })
      if (outcome.verdict !== 'OPEN') expect(outcome.closed).toBe(true)
      if (outcome.verdict === 'PASSED') expect(outcome.accepts).toBeGreaterThan(outcome.rejects)
      if (outcome.verdict === 'FAILED') expect(outcome.rejects).toBeGreaterThan(outcome.accepts)
    }),
  )
})
