import { expect, test } from 'vitest'
import { bootstrap, bootstrapClusters } from '@/lib/core/agreement/bootstrap'
import { fleissEstimate, fleissKappa } from '@/lib/core/agreement/fleiss-kappa'
import { gwetAc1 } from '@/lib/core/agreement/gwet'
import { jackknife, jackknifeClusters } from '@/lib/core/agreement/jackknife'
import { alphaEstimate, krippendorffAlpha } from '@/lib/core/agreement/krippendorff-alpha'
import type { ItemCounts } from '@/lib/core/agreement/percent-agreement'
import { PAPER } from '../../support/ratings'

const kappa = (items: ItemCounts) => fleissKappa(PAPER.counts, items)
const alpha = (items: ItemCounts) => krippendorffAlpha(PAPER.counts, { items })

test('resampling the paper’s items: the same seed gives the same interval, another one nearly so', () => {
  const one = bootstrap(PAPER.items, kappa, { seed: 1 }).value!
  expect(bootstrap(PAPER.items, kappa, { seed: 1 }).value).toEqual(one)
  const other = bootstrap(PAPER.items, kappa, { seed: 2 }).value!
  expect(other.interval.low).not.toBe(one.interval.low)
  expect(Math.abs(other.interval.low - one.interval.low)).toBeLessThan(0.05)
  expect(one.interval.low).toBeGreaterThan(0.45)
  expect(one.interval.high).toBeLessThan(0.95)
})

test('three ways to the same standard error: resampling, leaving out, linearising', () => {
  const linear = fleissEstimate(PAPER.counts, { items: PAPER.items }).value!.standardError!
  const resampled = bootstrap(PAPER.items, kappa, { seed: 3 }).value!.standardError
  const leftOut = jackknife(PAPER.items, kappa).value!
  expect(Math.abs(resampled / linear - 1)).toBeLessThan(0.15)
  expect(Math.abs(leftOut / linear - 1)).toBeLessThan(0.1)
})

test('α’s own standard error is the jackknife over items', () => {
  const own = alphaEstimate(PAPER.counts, { items: PAPER.items }).value!.standardError
  expect(own).toBeCloseTo(jackknife(PAPER.items, alpha).value!, 10)
})

test('resamples without variation are dropped and counted', () => {
  const rare = bootstrap(
    [30, 1],
    (items) =>
      fleissKappa(
        [
          [3, 0],
          [1, 2],
        ],
        items,
      ),
    { seed: 1 },
  ).value!
  expect(rare.dropped).toBeGreaterThan(500)
  expect(rare.dropped).toBeLessThan(1000)
  const never = bootstrap(
    [30, 0],
    (items) =>
      fleissKappa(
        [
          [3, 0],
          [1, 2],
        ],
        items,
      ),
    { seed: 1 },
  )
  expect(never).toMatchObject({ value: null, reason: expect.stringContaining('2000 of 2000') })
  expect(bootstrap([], kappa, { seed: 1 })).toEqual({ value: null, reason: 'no data' })
})

test('items of one source that are alike make a wider interval than as many independent ones', () => {
  // Twenty sources: in each, all ten items were voted on alike.
  const clusters = Array.from({ length: 20 }, (_, source) => (source % 5 === 0 ? [0, 10] : [10, 0]))
  const counts = [
    [3, 0],
    [1, 2],
  ]
  const ac1 = (items: ItemCounts) => gwetAc1(counts, { items })
  const width = ({ low, high }: { low: number; high: number }) => high - low
  const kinds = clusters.map((items) => ({ items, alike: 1 }))
  const clustered = bootstrapClusters(kinds, ac1, { seed: 1 }).value!
  const apart = bootstrap([160, 40], ac1, { seed: 1 }).value!
  expect(width(clustered.interval)).toBeGreaterThan(2 * width(apart.interval))
  expect(jackknifeClusters(kinds, ac1).value!).toBeGreaterThan(2 * jackknife([160, 40], ac1).value!)
})

test('leaving out needs two, and none that makes the figure alone', () => {
  expect(jackknife([1], kappa).value).toBeNull()
  expect(
    jackknife([30, 1], (items) =>
      fleissKappa(
        [
          [3, 0],
          [1, 2],
        ],
        items,
      ),
    ),
  ).toMatchObject({
    value: null,
    reason: expect.stringContaining('no variation'),
  })
})

test('a million items cost no more than a hundred', () => {
  const began = performance.now()
  bootstrap([880_000, 50_000, 10_000, 60_000], kappa, { seed: 1 })
  expect(performance.now() - began).toBeLessThan(500)
})
