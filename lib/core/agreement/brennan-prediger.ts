import { type Defined, undefinedBecause } from '../defined'
import { type CountOptions, chanceCorrected, type Estimate, pointOf } from './chance-corrected'
import { columnsOf } from './gwet'
import type { RatingCounts } from './percent-agreement'

interface BrennanPredigerOptions extends CountOptions {
  /** Labels that could be given; columns, unless told. */
  q?: number
}

/**
 * Brennan and Prediger's coefficient: chance is a fair draw among the q declared labels, p_e = 1/q (with weights, their
 * mean). For two labels and two raters it is Bennett's S.
 * Source: Brennan & Prediger (1981), Educational and Psychological Measurement 41(3), 687–699.
 *
 * Undefined when no item has two ratings, when all ratings are one label, and with fewer than two labels declared.
 */
export const brennanPrediger = (counts: RatingCounts, options: BrennanPredigerOptions = {}): Defined<number> =>
  pointOf(brennanPredigerEstimate(counts, options))

export function brennanPredigerEstimate(counts: RatingCounts, options: BrennanPredigerOptions = {}): Defined<Estimate> {
  const q = options.q ?? columnsOf(counts)
  if (q < 2) return undefinedBecause('fewer than two labels could be given')
  const total = options.weights?.flat().reduce((sum, weight) => sum + weight, 0) ?? q
  return chanceCorrected(counts, options, (shares) => ({
    expected: total / (q * q),
    gradient: shares.map(() => 0),
  }))
}
