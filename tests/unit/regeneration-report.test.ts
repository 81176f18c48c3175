import { expect, test } from 'vitest'
import { whyNoPair } from '@/lib/core/review/preference-pair'
import { kindsOf } from '@/lib/core/review/rates'
import { type AttemptPattern, attemptLines, attemptsToPass, reasonLines } from '@/lib/core/review/regeneration-report'

const row = (data: Partial<AttemptPattern>): AttemptPattern => ({
  ...{ group: 'LATER_ATTEMPT', closed: true, attempt: 2, model: 'm', prompt: '001', reasons: [] },
  ...{ slots: 3, accepts: 3, rejects: 0, abstains: 0, items: 1, ...data },
})
const scope = { noun: 'chains', labels: { 'reason:short': 'Too short' }, viewer: { reviews: false } }

test('a text with several reasons counts in each; controls of a reason stand beside it, never in it', () => {
  const rows = [
    row({ reasons: ['reason:short', 'criterion:logical'], items: 6 }),
    row({ reasons: ['reason:short'], accepts: 0, rejects: 3, items: 4 }),
    row({ reasons: ['reason:short'], closed: false, items: 2 }),
    row({ reasons: ['reason:short'], group: 'CONTROL', accepts: 0, rejects: 3, items: 5 }),
    row({ reasons: ['reason:short'], group: 'DEMO_MODEL', items: 50 }),
  ]
  const [short, logical] = reasonLines(rows, scope)
  expect(short).toMatchObject({ label: 'Too short', again: { n: 10, open: 2 }, control: { n: 5, open: 0 } })
  expect(short!.again.figures.majority.value).toMatchObject({ passed: 6, rate: { value: 0.6 } })
  expect(short!.control.figures.majority.value).toMatchObject({ passed: 0, n: 5 })
  expect(logical).toMatchObject({ label: 'logical', again: { n: 6 }, control: { n: 0 } })
})

test('attempt 1 first, each later attempt apart, then controls and the demo model; lines without texts are left out', () => {
  const rows = [row({ group: 'AS_GENERATED', attempt: 1 }), row({ attempt: 3 }), row({}), row({ group: 'CONTROL' })]
  const keys = attemptLines(rows, scope).map(({ key }) => key)
  expect(keys).toEqual(['AS_GENERATED', 'LATER_ATTEMPT.2', 'LATER_ATTEMPT.3', 'CONTROL'])
  expect(attemptLines([], scope).map(({ key }) => key)).toEqual(['AS_GENERATED'])
})

test('people who judge see no rate over fewer than 20 closed texts, and no attempts of fewer than 20 decided items', () => {
  const judging = { ...scope, viewer: { reviews: true } }
  const [line] = reasonLines([row({ reasons: ['reason:short'], items: 19 })], judging)
  expect(line!.again.figures.majority).toMatchObject({ value: null })
  const counts = (items: number) => [
    { outcome: 'PASSED' as const, attempt: 2, demo: false, items },
    { outcome: 'OPEN' as const, attempt: 1, demo: false, items: 30 },
  ]
  expect(attemptsToPass(counts(19), { reviews: true })).toBeNull()
  expect(attemptsToPass(counts(20), { reviews: true })).toMatchObject({ items: 50, open: 30 })
  expect(attemptsToPass(counts(1), { reviews: false })?.lines.map(({ items }) => items)).toEqual([0, 1, 30])
})

test('every kind of judged text belongs to one figure at most', () => {
  const groups = ['AS_GENERATED', 'LATER_ATTEMPT', 'CONTROL', 'EDITED', 'DEMO_MODEL', 'WRITTEN'] as const
  const all = groups.flatMap(kindsOf)
  expect(new Set(all).size).toBe(all.length)
  expect(kindsOf('CONTROL').every((kind) => kind.endsWith('.true.false'))).toBe(true)
})

test('what answers a harmful request is never in a pair, nor is anything quarantined', () => {
  const facts = { stage: 'RESPONSE', intent: 'HARMFUL', split: null, quarantined: false } as const
  expect(whyNoPair(facts)).toBe('harmfulResponse')
  expect(whyNoPair({ ...facts, intent: 'BORDERLINE' })).toBe('harmfulResponse')
  expect(whyNoPair({ ...facts, intent: 'BORDERLINE', split: 'HARMFUL' })).toBe('harmfulResponse')
  expect(whyNoPair({ ...facts, intent: 'BORDERLINE', split: 'BENIGN' })).toBeNull()
  expect(whyNoPair({ ...facts, intent: 'BENIGN' })).toBeNull()
  for (const stage of ['CHAIN', 'INSTRUCTION'] as const) {
    expect(whyNoPair({ ...facts, stage })).toBeNull()
    expect(whyNoPair({ ...facts, stage, quarantined: true })).toBe('quarantined')
  }
})
