import type { Defined } from '../defined'
import { studentQuantile } from './beta'
import { type AlikeClusters, type Bootstrap, bootstrap, bootstrapClusters, type Statistic } from './bootstrap'
import { coefficientPoint } from './coefficient-point'
import type { CoefficientName, CoefficientOptions } from './coefficients'
import { jackknife, jackknifeClusters, jackknifeOf } from './jackknife'
import type { Patterns } from './ratings'
import type { Interval } from './wilson'

export interface Resampling {
  seed: number
  draws: number
}

/** An interval by resampling, or why there is none. */
export type ResampledRange = Defined<{ interval: Interval; standardError: number; dropped: number }>

/** The patterns that stay when one reviewer is left out. */
export type WithoutReviewer = Patterns

/** 95 % intervals of one coefficient by everything that can be drawn anew or left out. */
export interface ResampledCoefficient {
  name: CoefficientName
  value: Defined<number>
  /** Items drawn anew, each with all its votes. */
  items: ResampledRange
  /** Each item left out once. */
  itemsLeftOut: ResampledRange
  /** Whole sources drawn anew, each with all its items; null: every item is its own. */
  sources: ResampledRange | null
  sourcesLeftOut: ResampledRange | null
  /** Each reviewer left out once: what other reviewers might have given. */
  reviewersLeftOut: ResampledRange
}

const LOWEST = (name: CoefficientName) => (name === 'percent' ? 0 : -1)

/**
 * Every interval that has to be computed by repeating: seeded, so that the same votes and seed give the same figures.
 * Sources: bootstrap.ts and jackknife.ts; leaving out reviewers: Gwet, Handbook of Inter-Rater Reliability, 4th ed.
 * (2014), ch. 5 (variance due to the sampling of raters).
 */
export function resampleCoefficient(
  name: CoefficientName,
  { counts, items }: Patterns,
  within: { sources: readonly AlikeClusters[] | null; withoutReviewer: readonly WithoutReviewer[] },
  options: Omit<CoefficientOptions, 'items' | 'table'>,
  { seed, draws }: Resampling,
): ResampledCoefficient {
  const statistic: Statistic = (alike) => coefficientPoint(name, counts, { ...options, items: alike })
  const value = statistic(items)
  const total = items.reduce((sum, alike) => sum + alike, 0)
  const left = (error: Defined<number>, units: number): ResampledRange =>
    value.value === null ? value : aroundValue(value.value, error, units, LOWEST(name))
  const drawn = (found: () => Defined<Bootstrap>): ResampledRange => (value.value === null ? value : found())
  const { sources, withoutReviewer } = within
  const clusters = sources?.reduce((sum, { alike }) => sum + alike, 0) ?? 0
  return {
    ...{ name, value },
    items: drawn(() => bootstrap(items, statistic, { seed, draws })),
    itemsLeftOut: left(jackknife(items, statistic), total),
    sources: sources && drawn(() => bootstrapClusters(sources, statistic, { seed, draws })),
    sourcesLeftOut: sources && left(jackknifeClusters(sources, statistic), clusters),
    reviewersLeftOut: left(
      jackknifeOf(
        withoutReviewer.map((rest) => coefficientPoint(name, rest.counts, { ...options, items: rest.items })),
      ),
      withoutReviewer.length,
    ),
  }
}

function aroundValue(value: number, error: Defined<number>, units: number, lowest: number): ResampledRange {
  if (error.value === null) return error
  const half = studentQuantile(0.95, units - 1) * error.value
  const interval = { low: Math.max(lowest, value - half), high: Math.min(1, value + half) }
  return { value: { interval, standardError: error.value, dropped: 0 } }
}

/** The votes of one reviewer by what else was said of the item: `counts` has their own vote in it. */
export interface OwnVotes {
  reviewer: string
  /** The column of their own vote. */
  own: number
  counts: readonly number[]
  items: number
}

/** The patterns of all items without each reviewer's votes, in alphabetical order of the reviewers. */
export function leaveReviewersOut({ counts, items }: Patterns, own: readonly OwnVotes[]): WithoutReviewer[] {
  const whole = new Map(counts.map((row, index) => [row.join(), { row, items: items[index]! }]))
  return [...new Set(own.map(({ reviewer }) => reviewer))].sort().map((left) => {
    const rest = new Map([...whole].map(([key, pattern]) => [key, { ...pattern }]))
    for (const vote of own) {
      if (vote.reviewer !== left) continue
      rest.get(vote.counts.join())!.items -= vote.items
      const row = vote.counts.map((count, column) => count - Number(column === vote.own))
      const known = rest.get(row.join())
      if (known) known.items += vote.items
      else rest.set(row.join(), { row, items: vote.items })
    }
    const patterns = [...rest.values()].filter(({ items: alike }) => alike > 0)
    return { counts: patterns.map(({ row }) => row), items: patterns.map(({ items: alike }) => alike) }
  })
}
