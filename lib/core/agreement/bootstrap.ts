import { type Defined, undefinedBecause } from '../defined'
import { drawMultinomial } from '../sampling/binomial'
import { seededRandom } from '../sampling/random'
import type { ItemCounts } from './percent-agreement'
import type { Interval } from './wilson'

/** A figure of vote patterns, from how many items have each. */
export type Statistic = (items: ItemCounts) => Defined<number>

export interface BootstrapOptions {
  /** Kept with the result: the same seed gives the same interval. */
  seed: number | string
  draws?: number
  confidence?: number
}

export interface Bootstrap {
  interval: Interval
  standardError: number
  draws: number
  /** Draws in which the figure was not defined; they are left out of the interval. */
  dropped: number
}

/**
 * Percentile interval by resampling items, all votes of an item together: items of one pattern are interchangeable, so a
 * resample is one multinomial draw over the patterns and costs the same for a hundred items as for a million.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
 * Undefined without items, and where fewer than half of the draws give a figure.
 */
export function bootstrap(items: ItemCounts, statistic: Statistic, options: BootstrapOptions): Defined<Bootstrap> {
  const total = items.reduce((sum, alike) => sum + alike, 0)
  return resample(total, statistic, options, (random) => drawMultinomial(items, total, random))
}

/** A cluster by how many of its items have each pattern, and how many clusters are like it. */
export interface AlikeClusters {
  items: ItemCounts
  alike: number
}

/**
 * The same where items come in clusters (made from one chain, one scenario) that are alike within: whole clusters are
 * drawn. Clusters that hold the same are interchangeable, so that a resample is one multinomial draw over their kinds.
 * Source: as bootstrap; Field & Welsh (2007), JRSS B 69(3), 369–390.
 */
export function bootstrapClusters(
  clusters: readonly AlikeClusters[],
  statistic: Statistic,
  options: BootstrapOptions,
): Defined<Bootstrap> {
  const kinds = clusters.map(({ alike }) => alike)
  const total = kinds.reduce((sum, alike) => sum + alike, 0)
  return resample(total, statistic, options, (random) => {
    const sum = clusters[0]!.items.map(() => 0)
    for (const [kind, drawn] of drawMultinomial(kinds, total, random).entries()) {
      if (drawn === 0) continue
      for (const [pattern, items] of clusters[kind]!.items.entries()) sum[pattern]! += drawn * items
    }
    return sum
  })
}

function resample(
  units: number,
  statistic: Statistic,
  { seed, draws = 2000, confidence = 0.95 }: BootstrapOptions,
  draw: (random: () => number) => number[],
): Defined<Bootstrap> {
  if (units === 0) return undefinedBecause('no data')
  const random = seededRandom(seed)
  const values: number[] = []
  for (let index = 0; index < draws; index++) {
    const figure = statistic(draw(random))
    if (figure.value !== null) values.push(figure.value)
  }
  const dropped = draws - values.length
  if (values.length * 2 < draws) return undefinedBecause(`not defined in ${dropped} of ${draws} resamples`)
  values.sort((a, b) => a - b)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const tail = (1 - confidence) / 2
  return {
    value: {
      interval: { low: quantile(values, tail), high: quantile(values, 1 - tail) },
      standardError: Math.sqrt(squares / Math.max(1, values.length - 1)),
      draws,
      dropped,
    },
  }
}

/** Of sorted values, by linear interpolation between neighbours. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
  return below + (above - below) * (place - Math.floor(place))
}
