import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COEFFICIENTS, coefficientEstimates, coefficients, estimateInterval } from '@/lib/core/agreement/coefficients'
import { cohenKappa } from '@/lib/core/agreement/cohen-kappa'
import { gwetAc1, gwetAc2 } from '@/lib/core/agreement/gwet'
import { krippendorffAlpha } from '@/lib/core/agreement/krippendorff-alpha'
import { pairTable, tableCounts, toCounts } from '@/lib/core/agreement/ratings'
import { scottPi } from '@/lib/core/agreement/scott-pi'
import { weightsOf } from '@/lib/core/agreement/weights'
import { countsOf, FLEISS_1971, numberOf, PAPER, RAW_4_RATERS, raters } from '../../support/ratings'

const near = (expected: number) => expect.closeTo(expected, 6)
const valuesOf = (figures: ReturnType<typeof coefficients>) =>
  Object.fromEntries(COEFFICIENTS.map((name) => [name, figures[name].value]))

test('Fleiss’ 10 items × 14 raters × 5 categories', () => {
  expect(valuesOf(coefficients(FLEISS_1971))).toMatchObject({
    percent: near(0.378022),
    fleiss: near(0.2099307),
    ac1: near(0.2256142),
    brennanPrediger: near(0.2225275),
    alpha: near(0.2155741),
  })
})

test('Krippendorff’s 4 raters × 12 units with gaps', () => {
  const { counts, items } = countsOf(...RAW_4_RATERS)
  expect(valuesOf(coefficients(counts, { items }))).toMatchObject({
    percent: near(0.8181818),
    fleiss: near(0.7611693),
    ac1: near(0.7754441),
    brennanPrediger: near(0.7727273),
    alpha: near(0.7434211),
  })
  expect(krippendorffAlpha(counts, { items, level: 'INTERVAL' }).value).toBeCloseTo(0.8491071, 6)
})

test('standard errors of the same data are those that irrCAC prints', () => {
  const { counts, items } = countsOf(...RAW_4_RATERS)
  const { ac1, fleiss, brennanPrediger } = coefficientEstimates(counts, { items })
  expect(ac1.value?.standardError).toBeCloseTo(0.14295, 5)
  expect(fleiss.value?.standardError).toBeCloseTo(0.15302, 5)
  expect(brennanPrediger.value?.standardError).toBeCloseTo(0.14472, 5)
  expect(estimateInterval(ac1.value!)).toEqual({ low: expect.closeTo(0.461, 3), high: 1 })
})

test('Krippendorff’s 3 raters × 15 units', () => {
  const { counts, items } = countsOf(
    '* * * * * 3 4 1 2 1 1 3 3 * 3',
    '1 * 2 1 3 3 4 3 * * * * * * *',
    '* * 2 1 3 4 4 * 2 1 1 3 3 * 4',
  )
  expect(krippendorffAlpha(counts, { items }).value).toBeCloseTo(0.691358, 6)
  expect(krippendorffAlpha(counts, { items, level: 'INTERVAL' }).value).toBeCloseTo(0.8108449, 6)
})

test('two raters, ten binary items', () => {
  const { counts, items } = countsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0')
  expect(krippendorffAlpha(counts, { items }).value).toBeCloseTo(0.0952381, 6)
})

test.each<[string, number[][], Record<string, number>]>([
  [
    'even',
    [
      [20, 5],
      [10, 15],
    ],
    { percent: 0.7, cohen: 0.4, ac1: 0.4059406, scott: 0.3939394 },
  ],
  [
    'balanced margins',
    [
      [45, 15],
      [25, 15],
    ],
    { percent: 0.6, cohen: 0.1304348 },
  ],
  [
    'unbalanced margins, same agreement',
    [
      [25, 35],
      [5, 35],
    ],
    { percent: 0.6, cohen: 0.2592593 },
  ],
  [
    'the paradox: 94 % agreement, kappa below 0',
    [
      [118, 5],
      [2, 0],
    ],
    { percent: 0.944, cohen: -0.0233918, scott: -0.0288066, ac1: 0.9407762 },
  ],
  [
    'three abstractors',
    [
      [13, 0, 0],
      [0, 20, 7],
      [0, 4, 56],
    ],
    { percent: 0.89, cohen: 0.7964094, scott: 0.7962397, ac1: 0.8493305, brennanPrediger: 0.835 },
  ],
])('a table of two raters: %s', (_, table, expected) => {
  const { counts, items } = tableCounts(table)
  const wanted = Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, near(value)]))
  expect(valuesOf(coefficients(counts, { items, table }))).toMatchObject(wanted)
})

test('the paper’s study', () => {
  expect(valuesOf(coefficients(PAPER.counts, { items: PAPER.items }))).toMatchObject({
    percent: near(0.96),
    fleiss: expect.closeTo(0.7382, 4),
    alpha: expect.closeTo(0.7391, 4),
    ac1: expect.closeTo(0.9528, 4),
  })
})

test('where nothing varies every coefficient but percent agreement is undefined, and says why', () => {
  const table = [
    [10, 0],
    [0, 0],
  ]
  const { counts, items } = tableCounts(table)
  const { percent, ...rest } = coefficients(counts, { items, table })
  expect(percent).toEqual({ value: 1 })
  for (const figure of Object.values(rest)) expect(figure).toMatchObject({ value: null, reason: /no variation/ })
})

test('without an item rated twice all are undefined, and say why', () => {
  for (const counts of [[], [[1, 0]], [[0, 0]]]) {
    const { cohen, ...rest } = coefficients(counts)
    for (const figure of Object.values(rest)) expect(figure).toMatchObject({ value: null, reason: /two ratings/ })
    expect(cohen.value).toBeNull()
  }
  expect(cohenKappa([[0]])).toMatchObject({ value: null, reason: 'no item was rated by both' })
})

test('a declared label that nobody used counts in AC1 and Brennan and Prediger', () => {
  const { counts, items } = countsOf('a a b b', 'a a b a')
  expect(gwetAc1(counts, { items, q: 3 }).value).not.toBeCloseTo(gwetAc1(counts, { items }).value!, 3)
})

test('Scott’s π is for two ratings an item, and leaves out items with one', () => {
  expect(scottPi([[3, 0]])).toMatchObject({ value: null, reason: /two ratings/ })
  const two = [
    [2, 0],
    [1, 1],
    [0, 2],
  ]
  expect(scottPi([...two, [1, 0]])).toEqual(scottPi(two))
})

test('weights: identity weights change nothing, and a near miss counts for more than a far one', () => {
  const { counts, items } = countsOf(...RAW_4_RATERS)
  expect(numberOf(gwetAc2(counts, { items, weights: weightsOf('IDENTITY', 5) }))).toBeCloseTo(0.7754441, 6)
  const near = countsOf('1 2 3 1 2 3', '1 2 3 2 3 2')
  const far = countsOf('1 2 3 1 2 3', '1 2 3 3 2 1')
  for (const kind of ['LINEAR', 'QUADRATIC', 'ORDINAL'] as const) {
    const weights = weightsOf(kind, 3)
    expect(weights[0]![0]).toBe(1)
    expect(weights[0]![2]).toBe(0)
    expect(numberOf(gwetAc2(near.counts, { items: near.items, weights }))).toBeGreaterThan(
      numberOf(gwetAc2(far.counts, { items: far.items, weights })),
    )
  }
  expect(weightsOf('ORDINAL', 4)[0]).toEqual([1, near01(5 / 6), 0.5, 0])
})
const near01 = (value: number) => expect.closeTo(value, 9)

test('α of ranks uses only the order of labels, α of ratios only their ratios', () => {
  const { counts, items } = countsOf('1 2 3 3 1', '1 3 3 2 2')
  const alpha = (level: 'ORDINAL' | 'RATIO' | 'INTERVAL', values: number[]) =>
    numberOf(krippendorffAlpha(counts, { items, level, values }))
  expect(alpha('ORDINAL', [1, 2, 3])).toBe(alpha('ORDINAL', [1, 10, 1000]))
  expect(alpha('RATIO', [1, 2, 3])).toBeCloseTo(alpha('RATIO', [10, 20, 30]), 12)
  expect(alpha('INTERVAL', [1, 2, 3])).toBeCloseTo(alpha('INTERVAL', [7, 9, 11]), 12)
  expect(() => alpha('RATIO', [-1, 2, 3])).toThrow(RangeError)
})

test('a pair of reviewers is read from the items that both rated', () => {
  const { items, labels } = raters('a b a *', 'a a b b', '* b b b')
  expect(pairTable(items, 'R1', 'R2', labels)).toEqual([
    [1, 1],
    [1, 0],
  ])
})

test('a label that is not declared is an error, not a column', () => {
  expect(() => toCounts([{ item: '1', votes: [{ reviewer: 'A', label: 'x' }] }], ['y'])).toThrow(/"x"/)
})

const LABELS = ['a', 'b', 'c', 'd']
const ratedItems = fc.array(fc.array(fc.option(fc.constantFrom(...LABELS)), { minLength: 3, maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
})
const toItems = (rows: (string | null)[][]) =>
  rows.map((row, index) => ({
    item: String(index),
    votes: row.flatMap((label, rater) => (label === null ? [] : [{ reviewer: `R${rater}`, label }])),
  }))
const all = (rows: (string | null)[][], labels = LABELS) => {
  const { counts, items } = toCounts(toItems(rows), labels)
  const table = pairTable(toItems(rows), 'R0', 'R1', labels)
  return valuesOf(coefficients(counts, { items, table, q: 4 }))
}
const expectSame = (one: Record<string, number | null>, other: Record<string, number | null>) => {
  for (const name of COEFFICIENTS) {
    if (one[name] === null) expect(other[name], name).toBeNull()
    else expect(other[name], name).toBeCloseTo(one[name]!, 9)
  }
}

test('no coefficient moves when items or reviewers change places', () => {
  fc.assert(
    fc.property(ratedItems, (rows) => {
      expectSame(all(rows), all([...rows].reverse()))
      expectSame(all(rows), all(rows.map(([a, b, c]) => [b!, a!, c!])))
    }),
  )
})

test('no nominal coefficient moves when labels are renamed', () => {
  fc.assert(
    fc.property(ratedItems, (rows) => {
      const renamed = rows.map((row) => row.map((label) => label && LABELS[3 - LABELS.indexOf(label)]!))
      expectSame(all(rows), all(renamed))
    }),
  )
})

test('every coefficient is at most 1, none is NaN, and full agreement is 1 where anything varies', () => {
  fc.assert(
    fc.property(ratedItems, (rows) => {
      for (const value of Object.values(all(rows))) {
        if (value !== null) expect(value >= -3 && value <= 1 + 1e-12).toBe(true)
      }
      const agreed = rows.map((row) => row.map(() => row.find((label) => label !== null) ?? 'a'))
      for (const value of Object.values(all(agreed))) if (value !== null) expect(value).toBeCloseTo(1, 12)
    }),
  )
})
