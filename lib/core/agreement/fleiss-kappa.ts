import { type Defined, undefinedBecause } from '../defined'
import { type ItemCounts, percentAgreement, type RatingCounts, ratersOf } from './percent-agreement'

/**
 * Fleiss' κ = (p_a − p_e) / (1 − p_e), raters exchangeable. At most 1; below 0 when raters agree less than by chance.
 *
 * With n ratings an item this is Fleiss (1971), Psychological Bulletin 76(5), 378–382. With unequal numbers it is the
 * usual generalisation (Gwet, Handbook of Inter-Rater Reliability, 4th ed., 2014, ch. 2; irrCAC's `fleiss.kappa.raw`):
 * p_a is the mean pairwise agreement over items with at least two ratings, p_e = Σ_k π_k² with π_k the mean over all
 * rated items of r_ik / r_i. Every item weighs the same, however many rated it; with equal numbers both forms are one.
 *
 * Undefined when no item has two ratings, and when all ratings are of one category (0/0).
 */
export function fleissKappa(counts: RatingCounts, items?: ItemCounts): Defined<number> {
  const agreement = percentAgreement(counts, items)
  if (agreement.value === null) return agreement
  const shares = meanShares(counts, items)
  if (shares.size < 2) return undefinedBecause('no variation: every rating is the same')
  const chance = [...shares.values()].reduce((sum, share) => sum + share * share, 0)
  return { value: (agreement.value - chance) / (1 - chance) }
}

/** π_k of every category that was used: the mean over rated items of the share of its ratings. */
function meanShares(counts: RatingCounts, items?: ItemCounts): Map<number, number> {
  const sums = new Map<number, number>()
  let rated = 0
  for (const [index, row] of counts.entries()) {
    const raters = ratersOf(row)
    const alike = items?.[index] ?? 1
    if (raters === 0 || alike === 0) continue
    rated += alike
    for (const [category, count] of row.entries()) {
      if (count > 0) sums.set(category, (sums.get(category) ?? 0) + (alike * count) / raters)
    }
  }
  return new Map([...sums].map(([category, sum]) => [category, sum / rated]))
}
