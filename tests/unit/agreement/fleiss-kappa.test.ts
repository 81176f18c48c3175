import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fleissKappa } from '@/lib/core/agreement/fleiss-kappa'
import { percentAgreement } from '@/lib/core/agreement/percent-agreement'
import type { Defined } from '@/lib/core/defined'

const numberOf = (defined: Defined<number>) => defined.value ?? Number.NaN

/** One string a rater, one character an item, "*" for none; to counts by item. */
function toCounts(raters: string[]): number[][] {
  const rows = raters.map((rater) => rater.split(' '))
  const labels = [...new Set(rows.flat())].filter((label) => label !== '*').sort()
  return rows[0]!.map((_, item) => labels.map((label) => rows.filter((row) => row[item] === label).length))
}

const times = (n: number, row: number[]) => Array.from({ length: n }, () => row)
/** A table of two fixed raters as counts by item. */
const fromTable = (table: number[][]) =>
  table.flatMap((row, a) =>
    row.flatMap((n, b) =>
      times(
        n,
        row.map((_, k) => Number(k === a) + Number(k === b)),
      ),
    ),
  )

const FLEISS_1971 = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
]

/** Krippendorff's 4 raters × 12 units with gaps; irrCAC's `raw4raters`. */
const RAW_4_RATERS = toCounts([
  '1 2 3 3 2 1 4 1 2 * * *',
  '1 2 3 3 2 2 4 1 2 5 * 3',
  '* 3 3 3 2 3 4 2 2 5 1 *',
  '1 2 3 3 2 4 4 1 2 5 1 *',
])

/** AgentAlign's human evaluation (arXiv 2505.23020, §5): 88 × 3/3, 5 × 2/3, 1 × 1/3, 6 × 0/3. */
const PAPER = [...times(88, [3, 0]), ...times(5, [2, 1]), ...times(1, [1, 2]), ...times(6, [0, 3])]

test.each<[string, number[][], number, number]>([
  ['10 items × 14 raters × 5 categories', FLEISS_1971, 0.378022, 0.2099307],
  ['unequal numbers of raters', RAW_4_RATERS, 0.8181818, 0.7611693],
  ['the paper: 100 items × 3 raters', PAPER, 0.96, 0.7382],
  [
    'two raters',
    fromTable([
      [20, 5],
      [10, 15],
    ]),
    0.7,
    0.3939394,
  ],
  [
    'the prevalence paradox',
    fromTable([
      [118, 5],
      [2, 0],
    ]),
    0.944,
    -0.0288066,
  ],
  [
    'three categories',
    fromTable([
      [13, 0, 0],
      [0, 20, 7],
      [0, 4, 56],
    ]),
    0.89,
    0.7962397,
  ],
])('agreement of %s', (_, counts, agreement, kappa) => {
  expect(numberOf(percentAgreement(counts))).toBeCloseTo(agreement, 6)
  expect(numberOf(fleissKappa(counts))).toBeCloseTo(kappa, kappa === 0.7382 ? 4 : 6)
})

test('without variation κ is undefined and says so, and agreement is shown', () => {
  expect(
    fleissKappa([
      [3, 0],
      [2, 0],
    ]),
  ).toEqual({ value: null, reason: 'no variation: every rating is the same' })
  expect(
    percentAgreement([
      [3, 0],
      [2, 0],
    ]),
  ).toEqual({ value: 1 })
})

test('without an item that two have rated both are undefined', () => {
  expect(
    percentAgreement([
      [1, 0],
      [0, 0],
    ]),
  ).toEqual({ value: null, reason: 'no item has two ratings' })
  expect(fleissKappa([])).toEqual({ value: null, reason: 'no item has two ratings' })
})

const anyCounts = fc
  .integer({ min: 2, max: 4 })
  .chain((categories) =>
    fc.array(fc.array(fc.nat(4), { minLength: categories, maxLength: categories }), { minLength: 1, maxLength: 20 }),
  )

test('κ and agreement stay in bounds and are never NaN', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      for (const measure of [percentAgreement(counts), fleissKappa(counts)]) {
        if (measure.value === null) expect(measure.reason).not.toBe('')
        else expect(measure.value).toBeLessThanOrEqual(1 + 1e-12)
      }
      const { value } = percentAgreement(counts)
      if (value !== null) expect(value).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('neither the order of items nor the names of labels matter', () => {
  fc.assert(
    fc.property(anyCounts, fc.nat(), (counts, seed) => {
      const turn = seed % counts[0]!.length
      const renamed = counts.map((row) => [...row.slice(turn), ...row.slice(0, turn)]).reverse()
      for (const measure of [percentAgreement, fleissKappa]) {
        const [one, other] = [measure(counts), measure(renamed)]
        if (one.value === null) expect(other).toEqual(one)
        else expect(other.value).toBeCloseTo(one.value, 9)
      }
    }),
  )
})

test('a declared category that nobody used changes nothing', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const wider = counts.map((row) => [...row, 0])
      expect(fleissKappa(wider)).toEqual(fleissKappa(counts))
    }),
  )
})

test('items that were rated alike may be given once with their number', () => {
  const rows = [
    [3, 0],
    [2, 1],
    [1, 2],
    [0, 3],
  ]
  const items = [88, 5, 1, 6]
  expect(numberOf(percentAgreement(rows, items))).toBeCloseTo(numberOf(percentAgreement(PAPER)), 12)
  expect(numberOf(fleissKappa(rows, items))).toBeCloseTo(numberOf(fleissKappa(PAPER)), 12)
})
