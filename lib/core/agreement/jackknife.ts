import { type Defined, undefinedBecause } from '../defined'
import type { AlikeClusters, Statistic } from './bootstrap'
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

/** The same, leaving out each cluster once; clusters that hold the same all leave the same behind. */
export function jackknifeClusters(clusters: readonly AlikeClusters[], statistic: Statistic): Defined<number> {
  const total =
    clusters[0]?.items.map((_, pattern) =>
      clusters.reduce((sum, { items, alike }) => sum + alike * items[pattern]!, 0),
    ) ?? []
  return spread(
    clusters.map(({ items, alike }) => ({ alike, figure: statistic(total.map((count, at) => count - items[at]!)) })),
  )
}

/** Of figures that were found with one unit left out at a time, such as one reviewer. Undefined with fewer than two. */
export const jackknifeOf = (figures: readonly Defined<number>[]): Defined<number> =>
  spread(figures.map((figure) => ({ alike: 1, figure })))

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
