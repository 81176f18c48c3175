import type { Defined } from '../defined'
import { type Chance, type CountOptions, chanceCorrected, type Estimate, pointOf } from './chance-corrected'
import type { ItemCounts, RatingCounts } from './percent-agreement'
import type { Weights } from './weights'

/** Two raters who each draw from the common distribution: p_e = Σ_kl w_kl π_k π_l. */
export function commonChance(shares: readonly number[], weights?: Weights): Chance {
  const gradient = shares.map((share, k) =>
    weights ? shares.reduce((sum, other, l) => sum + (weights[k]![l]! + weights[l]![k]!) * other, 0) : 2 * share,
  )
  return { expected: shares.reduce((sum, share, k) => sum + (share * gradient[k]!) / 2, 0), gradient }
}

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
export const fleissKappa = (counts: RatingCounts, items?: ItemCounts): Defined<number> =>
  pointOf(fleissEstimate(counts, { items }))

export const fleissEstimate = (counts: RatingCounts, options: CountOptions = {}): Defined<Estimate> =>
  chanceCorrected(counts, options, (shares) => commonChance(shares, options.weights))
