import { type Defined, undefinedBecause } from '../defined'
import type { Statistic } from './bootstrap'
import type { ItemCounts } from './percent-agreement'

/**
 * Standard error by leaving out each item once: items of one pattern all leave the same behind, so it takes one
 * evaluation a pattern. Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 11.
 * Undefined with fewer than two items, and where one item alone makes the figure defined.
 */
export function jackknife(items: ItemCounts, statistic: Statistic): Defined<number> {
  const without = items.flatMap((alike, index) =>
    alike > 0 ? [{ alike, figure: statistic(items.map((count, at) => (at === index ? count - 1 : count))) }] : [],
  )
  return spread(without)
}

/** The same, leaving out each cluster once. */
export function jackknifeClusters(clusters: readonly ItemCounts[], statistic: Statistic): Defined<number> {
  const total = clusters[0]?.map((_, pattern) => clusters.reduce((sum, cluster) => sum + cluster[pattern]!, 0)) ?? []
  return spread(
    clusters.map((cluster) => ({ alike: 1, figure: statistic(total.map((count, at) => count - cluster[at]!)) })),
  )
}

function spread(without: readonly { alike: number; figure: Defined<number> }[]): Defined<number> {
  const n = without.reduce((sum, { alike }) => sum + alike, 0)
  if (n < 2) return undefinedBecause('no data')
  const values: { alike: number; value: number }[] = []
  for (const { alike, figure } of without) {
    if (figure.value === null) return undefinedBecause(`one alone makes it defined: without it, ${figure.reason}`)
    values.push({ alike, value: figure.value })
  }
  const mean = values.reduce((sum, { alike, value }) => sum + alike * value, 0) / n
  const squares = values.reduce((sum, { alike, value }) => sum + alike * (value - mean) ** 2, 0)
  return { value: Math.sqrt((squares * (n - 1)) / n) }
}
