import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreementBasis, allPassBasis, type OverlapVotes } from '@/lib/core/agreement/basis'
import { fleissKappa } from '@/lib/core/agreement/fleiss-kappa'
import { allPass, type ItemVotes, majorityPass, readAmbiguous } from '@/lib/core/agreement/pass-rates'
import { percentAgreement } from '@/lib/core/agreement/percent-agreement'
import { adjudicationView } from '@/lib/core/review/agreement-view'
import { entryOutcome } from '@/lib/core/review/entry-outcome'
import { decideOpenSlots, FULL_OVERLAP_SHARE, judgmentsSaved } from '@/lib/core/review/overlap'
import { countDecisions, type Decision, decideVerdict, type VerdictRule } from '@/lib/core/review/verdict'

const DECISIONS = ['ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN', 'AMBIGUOUS'] as const

const judged = (decisions: readonly Decision[]) => decisions.map((decision) => ({ decision, counted: true }))
const verdictOf = (decisions: readonly Decision[], rule: VerdictRule) =>
  decideVerdict({ judgments: judged(decisions), adjudication: null, rule })

/** Judgments as they would be asked for: until nothing more is. */
function askedFor(all: readonly Decision[], rule: VerdictRule): Decision[] {
  const given: Decision[] = []
  for (const decision of all) {
    if (verdictOf(given, rule).closed) break
    given.push(decision)
  }
  return given
}

function* sequences(length: number): Generator<Decision[]> {
  for (let code = 0; code < DECISIONS.length ** length; code++) {
    yield Array.from(
      { length },
      (_, place) => DECISIONS[Math.floor(code / DECISIONS.length ** place) % DECISIONS.length]!,
    )
  }
}

const RULES: Pick<VerdictRule, 'editCountsAs' | 'ambiguousCountsAs'>[] = [
  { editCountsAs: 'REJECT', ambiguousCountsAs: 'REJECT' },
  { editCountsAs: 'REJECT', ambiguousCountsAs: 'ACCEPT' },
  { editCountsAs: 'ACCEPT', ambiguousCountsAs: 'REJECT' },
]

test.each([3, 4, 5])(
  'of %i: over every sequence of answers the verdict that stops early is that of all, under both readings',
  (slots) => {
    let saved = 0
    for (const all of sequences(slots)) {
      for (const reading of RULES) {
        const fixed: VerdictRule = { kind: 'MAJORITY', slots, firstTo: null, ...reading }
        const given = askedFor(all, { ...fixed, startAt: 2 })
        saved += slots - given.length
        const stopped = verdictOf(given, { ...fixed, startAt: 2 })
        const full = verdictOf(all, fixed)
        if (stopped.verdict !== full.verdict) expect({ all, given, verdict: stopped.verdict }).toEqual(full.verdict)
        for (const ambiguousCountsAs of ['REJECT', 'ACCEPT'] as const) {
          const passedBy = (decisions: readonly Decision[]) => {
            const { accepts, rejects, abstains } = verdictOf(decisions, { ...fixed, ambiguousCountsAs })
            return majorityPass([{ accepts, rejects, abstains, slots }]).passed
          }
          if (passedBy(given) !== passedBy(all)) expect({ all, given, ambiguousCountsAs }).toBe('the same majority')
        }
      }
    }
    expect(saved).toBeGreaterThan(0)
  },
)

test('the verdict that stops early is that of all, whatever the number of slots and wherever it begins', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 11 }).chain((slots) =>
        fc.record({
          slots: fc.constant(slots),
          startAt: fc.integer({ min: 2, max: slots - 1 }),
          all: fc.array(fc.constantFrom<Decision[]>(...DECISIONS), { minLength: slots, maxLength: slots }),
          reading: fc.constantFrom(...RULES),
        }),
      ),
      ({ slots, startAt, all, reading }) => {
        const fixed: VerdictRule = { kind: 'MAJORITY', slots, firstTo: null, ...reading }
        const given = askedFor(all, { ...fixed, startAt })
        expect(given.length).toBeGreaterThanOrEqual(startAt)
        expect(verdictOf(given, { ...fixed, startAt }).verdict).toBe(verdictOf(all, fixed).verdict)
      },
    ),
    { numRuns: 500 },
  )
})

test('a majority is not settled by one reading alone: a reject and an ambiguous answer leave the third to be asked', () => {
  const rule: VerdictRule = { kind: 'MAJORITY', slots: 3, firstTo: null, editCountsAs: 'REJECT', startAt: 2 }
  expect(verdictOf(['REJECT', 'AMBIGUOUS'], rule).closed).toBe(false)
  expect(verdictOf(['AMBIGUOUS', 'AMBIGUOUS'], rule)).toMatchObject({ closed: true, verdict: 'FAILED' })
})

test('no more slots are open than must be filled in any case, and always enough to go on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 9 }),
      fc.array(fc.constantFrom<Decision[]>(...DECISIONS), { maxLength: 9 }),
      (slots, all) => {
        const rule: VerdictRule = { kind: 'MAJORITY', slots, firstTo: null, editCountsAs: 'REJECT', startAt: 2 }
        const given = askedFor(all.slice(0, slots), rule)
        const open = decideOpenSlots(countDecisions(judged(given)), rule)
        const { closed } = verdictOf(given, rule)
        expect(open).toBeLessThanOrEqual(slots)
        if (closed) {
          expect(open).toBe(given.length)
          return
        }
        expect(open).toBeGreaterThan(given.length)
        // One fewer could not end it, whatever the answers.
        for (const rest of sequences(Math.min(open - given.length - 1, 3))) {
          const more = [...given, ...rest]
          if (more.length >= 2 && more.length < open) expect(verdictOf(more, rule).closed).toBe(false)
        }
      },
    ),
  )
  const fixed: VerdictRule = { kind: 'MAJORITY', slots: 3, firstTo: null, editCountsAs: 'REJECT' }
  expect(decideOpenSlots(countDecisions([]), fixed)).toBe(3)
  expect(decideOpenSlots(countDecisions([]), { ...fixed, startAt: 2 })).toBe(2)
  expect(decideOpenSlots(countDecisions(judged(['ACCEPT', 'REJECT'])), { ...fixed, slots: 5, startAt: 2 })).toBe(4)
})

test('what was saved is told of what was planned', () => {
  const row = { slots: 3, abstains: 0 }
  expect(
    judgmentsSaved([
      { ...row, accepts: 2, rejects: 0, items: 8 },
      { ...row, accepts: 2, rejects: 1, items: 2 },
    ]),
  ).toEqual({ saved: 8, planned: 30, entries: 10 })
})

/** mulberry32: a small generator with a seed, so that the test is the same everywhere. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** 8,000 texts, most of them clearly fine, judged by three who err alike: fixed, and begun with two. */
function simulate() {
  const random = seeded(20261125)
  const fixed: VerdictRule = { kind: 'MAJORITY', slots: 3, firstTo: null, editCountsAs: 'REJECT' }
  const runs = { planned: [] as OverlapVotes[], stopped: [] as OverlapVotes[] }
  for (let item = 0; item < 8_000; item++) {
    const passes = random() < 0.8 ? 0.92 : 0.35
    const all = [0, 1, 2].map(() => (random() < passes ? 'ACCEPT' : 'REJECT') satisfies Decision)
    const fullOverlap = random() < FULL_OVERLAP_SHARE
    for (const [run, rule] of [
      ['planned', fixed],
      ['stopped', { ...fixed, startAt: fullOverlap ? null : 2 }],
    ] as const) {
      const judgments = judged(askedFor(all, rule))
      const { votes, firstAccepts } = entryOutcome({ judgments, adjudication: null, rule, held: false })
      const full = run === 'planned' || fullOverlap
      runs[run].push({ ...votes, slots: 3, fullOverlap: full, firstAccepts })
    }
  }
  return runs
}

test('figures that need all votes are biased over texts that were closed early, and not over what they are computed from', () => {
  const { planned, stopped } = simulate()
  const counts = (votes: readonly ItemVotes[]) => votes.map(({ accepts, rejects }) => [accepts, rejects])
  const items = (votes: readonly ItemVotes[]) => votes.map((one) => one.items ?? 1)
  const kappa = (votes: readonly ItemVotes[]) => fleissKappa(counts(votes), items(votes)).value!
  const percent = (votes: readonly ItemVotes[]) => percentAgreement(counts(votes), items(votes)).value!
  const all = (votes: readonly ItemVotes[]) => allPass(votes).rate.value!

  // The majority is the same, item by item.
  expect(majorityPass(stopped)).toEqual(majorityPass(planned))

  // All-pass over everything is far too high: a text with two accepts was never asked for the third vote.
  expect(all(stopped) - all(planned)).toBeGreaterThan(0.05)
  // Agreement over all votes given is off as well.
  expect(Math.abs(kappa(stopped) - kappa(planned))).toBeGreaterThan(0.03)

  const { basis, votes } = agreementBasis(stopped)
  expect(basis).toBe('FIRST_TWO')
  expect(Math.abs(kappa(votes) - kappa(planned))).toBeLessThan(0.02)
  expect(Math.abs(percent(votes) - percent(planned))).toBeLessThan(0.01)

  const whole = allPassBasis(stopped)
  expect(whole.basis).toBe('FULL_OVERLAP')
  expect(Math.abs(all(whole.votes) - all(planned))).toBeLessThan(0.03)
  expect(Math.abs(kappa(whole.votes) - kappa(planned))).toBeLessThan(0.06)

  expect(agreementBasis(planned)).toEqual({ basis: 'ALL_VOTES', votes: planned })
  expect(allPassBasis(planned).basis).toBe('ALL_VOTES')
})

test('an ambiguous vote moves to the side of the reading that is asked for', () => {
  const votes = { accepts: 1, rejects: 2, abstains: 0, slots: 3, ambiguous: 1, ambiguousAs: 'REJECT' as const }
  expect(readAmbiguous(votes, 'STRICT')).toBe(votes)
  expect(readAmbiguous(votes, 'LENIENT')).toMatchObject({ accepts: 2, rejects: 1, ambiguousAs: 'ACCEPT' })
  expect(majorityPass([readAmbiguous(votes, 'LENIENT')]).passed).toBe(1)
  expect(majorityPass([readAmbiguous(votes, 'STRICT')]).passed).toBe(0)
})

test('after adjudication votes are held against what stands; a tie counts in none of the majority’s', () => {
  const row = { slots: 3, abstains: 0, items: 1 }
  const view = adjudicationView([
    { ...row, accepts: 3, rejects: 0, settledBy: 'UNANIMOUS', verdict: 'PASSED', items: 4 },
    { ...row, accepts: 1, rejects: 2, settledBy: 'MAJORITY', verdict: 'FAILED', items: 2 },
    { ...row, accepts: 1, rejects: 1, abstains: 1, settledBy: 'ADJUDICATED', verdict: 'FAILED', items: 3 },
    { ...row, accepts: 1, rejects: 1, abstains: 1, settledBy: null, verdict: 'CONTESTED', items: 1 },
  ])
  expect(view).toMatchObject({ n: 10, unanimous: 4, majority: 2, adjudicated: 3, unsettled: 1 })
  expect(view.votesBefore).toMatchObject({ agreeing: 16, votes: 18, items: 6 })
  expect(view.votesAfter).toMatchObject({ agreeing: 19, votes: 24, items: 9 })
  // By hand: share 19/24; residuals 3 − 3·19/24 = 0.625 (4×), 2 − 3·19/24 = −0.375 (2×), 1 − 2·19/24 = −0.58333 (3×).
  const spread = 4 * 0.625 ** 2 + 2 * 0.375 ** 2 + 3 * (7 / 12) ** 2
  const half = (1.959964 * Math.sqrt((spread * 9) / 8)) / 24
  expect(view.votesAfter.interval.value?.low).toBeCloseTo(19 / 24 - half, 12)
  expect(view.votesAfter.interval.value?.high).toBeCloseTo(19 / 24 + half, 12)
})
