import { type Defined, undefinedBecause } from '../defined'
import { type ItemCounts, type RatingCounts, ratersOf } from './percent-agreement'
import type { Weights } from './weights'

/** A coefficient with what it takes to put an interval around it. */
export interface Estimate {
  value: number
  /** Null where one item alone was rated. */
  standardError: number | null
  /** Items that it is made of: those with a rating, or with two where one says nothing. */
  n: number
}

/** Agreement expected by chance, and how it changes with the share of each label. */
export interface Chance {
  expected: number
  gradient: readonly number[]
}

export interface CountOptions {
  /** Items that have each row; 1 each when left out. */
  items?: ItemCounts
  weights?: Weights
}

export const NO_VARIATION = 'no variation: every rating is the same'
export const NO_PAIR = 'no item has two ratings'

/**
 * (p_a − p_e) / (1 − p_e) over counts, with p_a the (weighted) pairwise agreement over items with two ratings or more and
 * p_e a function of π_k, the mean over rated items of r_ik / r_i. The standard error is Gwet's linearised one for items
 * drawn from many (Handbook of Inter-Rater Reliability, 4th ed., 2014, ch. 5; the R package irrCAC prints the same).
 *
 * Without `chance` it is p_a itself, and n the items with two ratings.
 *
 * Undefined when no item has two ratings, and when all ratings are one label. Some coefficients would then be 1 by their
 * formula; but where one label alone was ever used, nothing shows that the raters can tell labels apart.
 */
export function chanceCorrected(
  counts: RatingCounts,
  { items, weights }: CountOptions,
  chance: ((shares: readonly number[]) => Chance) | null,
): Defined<Estimate> {
  const rows = counts
    .map((row, index) => ({ row, raters: ratersOf(row), alike: items?.[index] ?? 1 }))
    .filter(({ raters, alike }) => raters > (chance ? 0 : 1) && alike > 0)
    .map((rated) => ({ ...rated, agreement: agreementOf(rated.row, rated.raters, weights) }))
  const n = rows.reduce((sum, { alike }) => sum + alike, 0)
  const paired = rows.reduce((sum, { raters, alike }) => sum + (raters > 1 ? alike : 0), 0)
  if (paired === 0) return undefinedBecause(NO_PAIR)

  const shares = sharesOf(rows, n)
  if (chance && shares.filter((share) => share > 0).length < 2) return undefinedBecause(NO_VARIATION)
  const observed = rows.reduce((sum, { agreement, alike }) => sum + agreement * alike, 0) / paired
  const { expected, gradient } = chance?.(shares) ?? { expected: 0, gradient: [] }
  if (1 - expected < 1e-12) return undefinedBecause('chance alone would agree always')
  const value = (observed - expected) / (1 - expected)

  let squares = 0
  for (const { row, raters, agreement, alike } of rows) {
    const own = raters > 1 ? ((n / paired) * (agreement - expected)) / (1 - expected) : 0
    const shift = gradient.reduce((sum, slope, k) => sum + slope * ((row[k] ?? 0) / raters - shares[k]!), 0)
    squares += alike * (own - value - ((1 - value) * shift) / (1 - expected)) ** 2
  }
  return { value: { value, standardError: n > 1 ? Math.sqrt(squares / (n * (n - 1))) : null, n } }
}

/** The share of pairs among one item's ratings that agree, each pair by its weight. */
function agreementOf(row: readonly number[], raters: number, weights?: Weights): number {
  if (raters < 2) return 0
  const alike = (count: number, k: number) =>
    weights ? row.reduce((sum, other, l) => sum + weights[k]![l]! * other, 0) : count
  return row.reduce((sum, count, k) => sum + count * (alike(count, k) - 1), 0) / (raters * (raters - 1))
}

function sharesOf(rows: readonly { row: readonly number[]; raters: number; alike: number }[], n: number): number[] {
  const shares: number[] = []
  for (const { row, raters, alike } of rows) {
    for (const [k, count] of row.entries()) shares[k] = (shares[k] ?? 0) + (alike * count) / raters / n
  }
  return shares
}

export const pointOf = (estimate: Defined<Estimate>): Defined<number> =>
  estimate.value === null ? estimate : { value: estimate.value.value }
