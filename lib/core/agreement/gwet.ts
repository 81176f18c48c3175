import { type Defined, undefinedBecause } from '../defined'
import { type CountOptions, chanceCorrected, type Estimate, pointOf } from './chance-corrected'
import type { RatingCounts } from './percent-agreement'
import { type Weights, weightsOf } from './weights'

interface GwetOptions extends CountOptions {
  /** Labels that could be given. A label that was never used counts too: declare them beforehand. Columns, unless told. */
  q?: number
}

/**
 * Gwet's AC1: chance agreement p_e = Σ_k π_k (1 − π_k) / (q − 1), which is small where nearly all is one label, so that
 * AC1 does not fall as κ does when nearly everything passes.
 * Source: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61(1), 29–48; unequal numbers of raters
 * as in his Handbook of Inter-Rater Reliability, 4th ed. (2014), ch. 2.
 *
 * Undefined when no item has two ratings, when all ratings are one label, and with fewer than two labels declared.
 */
export const gwetAc1 = (counts: RatingCounts, options: Omit<GwetOptions, 'weights'> = {}): Defined<number> =>
  pointOf(gwetEstimate(counts, options))

/**
 * Gwet's AC2: AC1 for labels of which some are nearer to each other than others, p_e = T_w Σ_k π_k (1 − π_k) / (q (q − 1))
 * with T_w the sum of all weights. With identity weights it is AC1. Source: as AC1, ch. 3.
 */
export const gwetAc2 = (counts: RatingCounts, options: GwetOptions & { weights: Weights }): Defined<number> =>
  pointOf(gwetEstimate(counts, options))

export function gwetEstimate(counts: RatingCounts, options: GwetOptions = {}): Defined<Estimate> {
  const q = options.q ?? columnsOf(counts)
  if (q < 2) return undefinedBecause('fewer than two labels could be given')
  const weights = options.weights ?? weightsOf('IDENTITY', q)
  const scale = weights.flat().reduce((sum, weight) => sum + weight, 0) / (q * (q - 1))
  return chanceCorrected(counts, options, (shares) => ({
    expected: scale * shares.reduce((sum, share) => sum + share * (1 - share), 0),
    gradient: shares.map((share) => scale * (1 - 2 * share)),
  }))
}

export const columnsOf = (counts: RatingCounts) => counts.reduce((most, row) => Math.max(most, row.length), 0)
