import type { Defined } from '../defined'
import { brennanPrediger } from './brennan-prediger'
import { pointOf } from './chance-corrected'
import { type CoefficientName, type CoefficientOptions, coefficientEstimates } from './coefficients'
import { fleissKappa } from './fleiss-kappa'
import { columnsOf, gwetAc1 } from './gwet'
import { krippendorffAlpha } from './krippendorff-alpha'
import { percentAgreement, type RatingCounts } from './percent-agreement'

/** One coefficient alone, as coefficientEstimates has it: a resample needs no standard error, and not the others. */
export function coefficientPoint(
  name: CoefficientName,
  counts: RatingCounts,
  options: CoefficientOptions = {},
): Defined<number> {
  const { items, level, values, weights = 'IDENTITY' } = options
  const q = Math.max(2, options.q ?? columnsOf(counts))
  if (name === 'alpha') return krippendorffAlpha(counts, { items, level, values })
  if (name === 'ac1') return gwetAc1(counts, { items, q })
  if (weights === 'IDENTITY') {
    if (name === 'percent') return percentAgreement(counts, items)
    if (name === 'fleiss') return fleissKappa(counts, items)
    if (name === 'brennanPrediger') return brennanPrediger(counts, { items, q })
  }
  return pointOf(coefficientEstimates(counts, options)[name])
}
