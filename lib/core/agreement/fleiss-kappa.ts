import { type Defined, undefinedBecause } from '../defined'
import { percentAgreement, type RatingCounts, ratersOf } from './percent-agreement'

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
export function fleissKappa(counts: RatingCounts): Defined<number> {
  const agreement = percentAgreement(counts)
  if (agreement.value === null) return agreement
  const rated = counts.filter((row) => ratersOf(row) > 0)
  const used = new Set(rated.flatMap((row) => row.flatMap((count, category) => (count > 0 ? [category] : []))))
  if (used.size < 2) return undefinedBecause('no variation: every rating is the same')

  let chance = 0
  for (const category of used) {
    const share = rated.reduce((sum, row) => sum + (row[category] ?? 0) / ratersOf(row), 0) / rated.length
    chance += share * share
  }
  return { value: (agreement.value - chance) / (1 - chance) }
}
