import { type Defined, undefinedBecause } from '../defined'

/** Ratings as counts: one row an item, one column a category, each cell the number of raters who said so. */
export type RatingCounts = readonly (readonly number[])[]

/** Items that have each row, for rows that stand for many alike; 1 each when left out. */
export type ItemCounts = readonly number[]

export const ratersOf = (row: readonly number[]) => row.reduce((sum, count) => sum + count, 0)

/**
 * Pairwise percent agreement: the mean over items with at least two ratings of the share of rater pairs that agree,
 * Σ_k r_ik (r_ik − 1) / (r_i (r_i − 1)). From 0 to 1. Items with fewer than two ratings say nothing and are left out.
 * Source: Fleiss (1971), Psychological Bulletin 76(5), 378–382, eq. 2–3; with unequal counts as in
 * Gwet, Handbook of Inter-Rater Reliability, 4th ed. (2014), ch. 2.
 */
export function percentAgreement(counts: RatingCounts, items?: ItemCounts): Defined<number> {
  let total = 0
  let sum = 0
  for (const [index, row] of counts.entries()) {
    const raters = ratersOf(row)
    if (raters < 2) continue
    const alike = items?.[index] ?? 1
    total += alike
    sum += (alike * row.reduce((pairs, count) => pairs + count * (count - 1), 0)) / (raters * (raters - 1))
  }
  return total === 0 ? undefinedBecause('no item has two ratings') : { value: sum / total }
}
