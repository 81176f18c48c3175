import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cohenEstimate } from '@/lib/core/agreement/cohen-kappa'
import { pairedKappa } from '@/lib/core/agreement/cohen-pairs'
import { pairTable, pairTables } from '@/lib/core/agreement/ratings'

const EVEN = [
  [20, 5],
  [10, 15],
]
const FULL = [
  [20, 0],
  [0, 30],
]

test('of two reviewers it is Cohen’s κ itself, with its own error', () => {
  const { value } = pairedKappa([{ one: 'a', other: 'b', table: EVEN }])
  expect(value).toMatchObject({ ...cohenEstimate(EVEN).value, pairs: 1, reviewers: 2 })
})

test('of more it is the mean of the pairs, each weighed by its items; pairs without one are left out and counted', () => {
  const none = [
    [7, 0],
    [0, 0],
  ]
  const { value } = pairedKappa([
    { one: 'a', other: 'b', table: EVEN },
    { one: 'a', other: 'c', table: FULL },
    { one: 'b', other: 'c', table: EVEN },
    { one: 'c', other: 'd', table: none },
  ])
  expect(value!.value).toBeCloseTo((0.4 * 50 + 1 * 50 + 0.4 * 50) / 150, 12)
  expect(value).toMatchObject({ pairs: 3, leftOut: 1, n: 150 })
  expect(value!.standardError).toBeGreaterThan(0)
})

test('undefined without a pair, and where no pair ever differed', () => {
  expect(pairedKappa([])).toMatchObject({ value: null })
  const same = [
    [5, 0],
    [0, 0],
  ]
  expect(pairedKappa([{ one: 'a', other: 'b', table: same }])).toMatchObject({ value: null })
  expect(
    pairedKappa([
      { one: 'a', other: 'b', table: same },
      { one: 'a', other: 'c', table: same },
    ]),
  ).toMatchObject({ value: null, reason: expect.stringContaining('no pair') })
})

test('the tables of all pairs in one pass are those of each pair, and who is called what changes no mean', () => {
  const names = ['a', 'b', 'c', 'd']
  const labels = ['x', 'y', 'z']
  const item = fc.uniqueArray(fc.record({ reviewer: fc.constantFrom(...names), label: fc.constantFrom(...labels) }), {
    selector: ({ reviewer }) => reviewer,
  })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 20 }), (voted) => {
      const items = voted.map((votes, index) => ({ item: String(index), votes }))
      const tables = pairTables(items, names, labels)
      for (const { one, other, table } of tables) expect(table).toEqual(pairTable(items, one, other, labels))
      const turned = pairTables(
        items.map(({ item: name, votes }) => ({
          item: name,
          votes: votes.map(({ reviewer, label }) => ({ reviewer: names[3 - names.indexOf(reviewer)]!, label })),
        })),
        names,
        labels,
      )
      const [one, other] = [pairedKappa(tables), pairedKappa(turned)]
      if (one.value === null) expect(other.value).toBeNull()
      else expect(other.value!.value).toBeCloseTo(one.value.value, 9)
    }),
    { numRuns: 60 },
  )
})
