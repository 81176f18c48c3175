import { expect, test } from 'vitest'
import { clopperPearson } from '@/lib/core/agreement/clopper-pearson'
import { allocate, studied } from '@/lib/core/study/allocate'
import { drawPlaces } from '@/lib/core/study/draw'
import { estimandOf } from '@/lib/core/study/estimand'
import { filterWords } from '@/lib/core/study/filter-words'
import { planStudy } from '@/lib/core/study/plan'
import { PRESETS } from '@/lib/core/study/presets'
import { studyDesignSchema } from '@/lib/core/study/spec'
import { stratumOf } from '@/lib/core/study/strata'
import { answerOf, isAskedBy, THREE_LABELS, tasksOf } from '@/lib/core/study/tasks'

const strata = (...populations: number[]) =>
  populations.map((population, index) => ({ key: `s${index}`, label: `S${index}`, population }))
const sizes = (list: readonly { size: number }[]) => list.map(({ size }) => size)

test('a proportional draw adds up, by largest remainders, and takes no more than there is', () => {
  expect(sizes(allocate(strata(60, 30, 10), { kind: 'PROPORTIONAL', size: 10 }))).toEqual([6, 3, 1])
  // 33.3 each: the one left over goes to the first.
  expect(sizes(allocate(strata(10, 10, 10), { kind: 'PROPORTIONAL', size: 10 }))).toEqual([4, 3, 3])
  expect(sizes(allocate(strata(1, 999), { kind: 'PROPORTIONAL', size: 100 }))).toEqual([0, 100])
  const short = allocate(strata(3, 2), { kind: 'PROPORTIONAL', size: 9 })
  expect(sizes(short)).toEqual([3, 2])
  expect(short.reduce((sum, one) => sum + one.short, 0)).toBe(4)
  expect(allocate([], { kind: 'PROPORTIONAL', size: 9 })).toEqual([])
})

test('any proportional draw takes what was asked for, each stratum within one of its share', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const populations = Array.from({ length: 1 + (seed % 7) }, (_, index) => (seed * 31 * (index + 3)) % 97)
    const total = populations.reduce((sum, one) => sum + one, 0)
    const size = 1 + (seed % 50)
    const drawn = allocate(strata(...populations), { kind: 'PROPORTIONAL', size })
    expect(drawn.reduce((sum, one) => sum + one.size, 0)).toBe(Math.min(size, total))
    for (const one of drawn) {
      expect(one.size).toBeLessThanOrEqual(one.population)
      expect(Math.abs(one.size - (Math.min(size, total) * one.population) / Math.max(1, total))).toBeLessThan(1)
    }
  }
})

test('fixed numbers take what there is and say what is missing; strata without a number are no part of it', () => {
  const fixed = allocate(strata(80, 30, 5), { kind: 'FIXED', sizes: { s0: 50, s1: 50 } })
  expect(fixed.map(({ size, short }) => [size, short])).toEqual([
    [50, 0],
    [30, 20],
    [0, 0],
  ])
  expect(studied(fixed, { kind: 'FIXED' }).map(({ key }) => key)).toEqual(['s0', 's1'])
  expect(sizes(allocate(strata(80, 3), { kind: 'EQUAL', each: 10 }))).toEqual([10, 3])
})

test('a seed fixes the draw of each stratum by itself, and a larger one holds the smaller', () => {
  const ask = (first: number, second: number) => [
    { key: 'a', population: 1_000, size: first },
    { key: 'b', population: 50, size: second },
  ]
  const [a, b] = drawPlaces(ask(20, 5), 7)
  const [larger, same] = drawPlaces(ask(40, 5), 7)
  expect(larger?.places.slice(0, 20)).toEqual(a?.places)
  expect(same?.places).toEqual(b?.places)
  expect(new Set(larger?.places).size).toBe(40)
  expect(drawPlaces(ask(20, 5), 8)[0]?.places).not.toEqual(a?.places)
})

test('width is Wilson’s at the assumed rate; the least that shows a claim is where the exact bound passes it', () => {
  const {
    whole,
    power,
    needed,
    strata: parts,
  } = planStudy(
    [
      { key: 'harmful', size: 50, population: 10_000_000 },
      { key: 'benign', size: 50, population: 10_000_000 },
    ],
    { assumed: 0.93, claim: 0.85 },
  )
  expect(whole.interval.value?.low).toBeCloseTo(0.8625, 3)
  expect(whole.half).toBeCloseTo(0.0516, 3)
  expect(parts).toHaveLength(2)
  const bound = (x: number) => clopperPearson(x, 100, { side: 'LOWER' }).value!.low
  expect(bound(needed!)).toBeGreaterThanOrEqual(0.85)
  expect(bound(needed! - 1)).toBeLessThan(0.85)
  // P(X ≥ 92 | 100, 0.93), of a binomial table.
  expect(needed).toBe(92)
  expect(power.value).toBeCloseTo(0.734, 2)
})

test('power is not defined where nothing could show the claim', () => {
  expect(planStudy([{ key: 'all', size: 5, population: 90 }], { assumed: 0.99, claim: 0.9 }).power).toMatchObject({
    value: null,
  })
  expect(planStudy([{ key: 'all', size: 50, population: 90 }], { assumed: 0.8, claim: 0.9 }).power).toMatchObject({
    value: null,
  })
  expect(planStudy([{ key: 'all', size: 50, population: 50 }], { assumed: 0.9, claim: 0.8 }).whole.half).toBeCloseTo(
    0,
    12,
  )
  expect(planStudy([], { assumed: 0.9, claim: 0.8 }).whole.interval).toMatchObject({ value: null })
})

test('strata are told apart by what the study asks for', () => {
  const facts = { intent: 'HARMFUL', category: { slug: 'fraud', title: 'Fraud' }, model: null, steps: 9 } as const
  expect(stratumOf(facts, [])).toEqual({ key: 'all', label: 'All' })
  expect(stratumOf(facts, ['INTENT', 'CATEGORY', 'MODEL', 'LENGTH'])).toEqual({
    key: 'intent:HARMFUL|category:fraud|model:|steps:6',
    label: 'Harmful · Fraud · no model · 6 or more steps',
  })
  expect(stratumOf({ ...facts, category: null, steps: 1 }, ['CATEGORY', 'LENGTH']).label).toBe('No category · 1 step')
})

test('answers are read off a judgment as the task asks', () => {
  const [validity] = tasksOf({ scheme: 'VALIDITY', ambiguous: false })
  const said = (decision: string, criteria: Record<string, boolean> = {}) => ({ decision, criteria })
  expect(['ACCEPT', 'REJECT', 'EDIT', 'AMBIGUOUS', 'ABSTAIN'].map((one) => answerOf(validity!, said(one)))).toEqual([
    'accept',
    'reject',
    'reject',
    'reject',
    null,
  ])
  // Where "ambiguous" is among the answers the same judgments are read both ways.
  const readings = tasksOf({ scheme: 'VALIDITY', ambiguous: true })
  expect(
    readings.map((task) => ['ACCEPT', 'AMBIGUOUS', 'EDIT', 'ABSTAIN'].map((one) => answerOf(task, said(one)))),
  ).toEqual([
    ['accept', 'reject', 'reject', null],
    ['accept', 'accept', 'reject', null],
  ])
  const read = (...judged: Parameters<typeof said>) => THREE_LABELS.map((task) => answerOf(task, said(...judged)))
  const all = { request_harm: true, refusal: false, response_harm: true }
  expect(read('ACCEPT', all)).toEqual(['harmful', 'compliance', 'harmful'])
  expect(read('ACCEPT', { request_harm: false, refusal: true, response_harm: false })).toEqual([
    ...['unharmful', 'refusal', 'unharmful'],
  ])
  expect(read('ACCEPT', { request_harm: true })).toEqual(['harmful', null, null])
  expect(read('ABSTAIN', all)).toEqual([null, null, null])
})

test('three labels are asked by three open questions and nothing beside them', () => {
  const criteria = PRESETS.WILDGUARD.rubric!.content.criteria
  expect(isAskedBy('WILDGUARD', criteria)).toBe(true)
  expect(isAskedBy('WILDGUARD', criteria.slice(1))).toBe(false)
  expect(
    isAskedBy(
      'WILDGUARD',
      criteria.map(({ open: _, ...one }) => one),
    ),
  ).toBe(false)
  expect(isAskedBy('WILDGUARD', [...criteria, { key: 'more', open: true }])).toBe(false)
  expect(isAskedBy('VALIDITY', [])).toBe(true)
})

test('the estimand says the population, the raters, the rubric, the seed and the filter', () => {
  const design = studyDesignSchema.parse({ preset: 'PAPER', stage: 'INSTRUCTION', seed: 11, ...PRESETS.PAPER.design })
  const text = estimandOf({
    design,
    drawn: [
      { key: 'intent:BENIGN', label: 'Benign', population: 7_000, size: 50 },
      { key: 'intent:HARMFUL', label: 'Harmful', population: 3_000, size: 50 },
    ],
    rubric: { name: 'Study: validity', version: 1 },
    within: filterWords({ verdicts: ['PASSED'], categoryIds: ['c1'] }, () => 'Fraud'),
    day: '2026-11-25',
  })
  for (const part of [
    '10,000 instructions',
    'in Fraud; passed',
    'more than half of 3 raters',
    'version 1',
    '2026-11-25',
  ])
    expect(text).toContain(part)
  for (const part of ['from 100 of them', 'seed 11', 'stratified by intent', 'weigh each stratum'])
    expect(text).toContain(part)
})
