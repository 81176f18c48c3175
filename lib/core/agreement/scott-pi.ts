import { type Defined, undefinedBecause } from '../defined'
import type { CountOptions, Estimate } from './chance-corrected'
import { pointOf } from './chance-corrected'
import { fleissEstimate } from './fleiss-kappa'
import { type ItemCounts, type RatingCounts, ratersOf } from './percent-agreement'

/**
 * Scott's π = (p_o − p_e) / (1 − p_e) for two ratings an item, p_e the sum of the squared shares of each label among all
 * ratings of both. Fleiss' κ of two raters is the same number. Items with one rating are left out.
 * Source: Scott (1955), Public Opinion Quarterly 19(3), 321–325.
 *
 * Undefined when an item has more than two ratings, when none has two, and when all ratings are one label.
 */
export const scottPi = (counts: RatingCounts, items?: ItemCounts): Defined<number> =>
  pointOf(scottEstimate(counts, { items }))

export function scottEstimate(counts: RatingCounts, options: CountOptions = {}): Defined<Estimate> {
  if (counts.some((row, index) => ratersOf(row) > 2 && (options.items?.[index] ?? 1) > 0)) {
    return undefinedBecause('for two ratings an item; Fleiss’ kappa extends it to more')
  }
  const pairs = counts.map((row, index) => (ratersOf(row) === 2 ? (options.items?.[index] ?? 1) : 0))
  return fleissEstimate(counts, { ...options, items: pairs })
}
