import { type Defined, undefinedBecause } from '../defined'
import { studentQuantile } from './beta'
import { brennanPredigerEstimate } from './brennan-prediger'
import { chanceCorrected, type Estimate, pointOf } from './chance-corrected'
import { cohenEstimate } from './cohen-kappa'
import { fleissEstimate } from './fleiss-kappa'
import { columnsOf, gwetEstimate } from './gwet'
import { alphaEstimate, type Level } from './krippendorff-alpha'
import type { ItemCounts, RatingCounts } from './percent-agreement'
import { scottEstimate } from './scott-pi'
import { type WeightKind, weightsOf } from './weights'
import type { Interval } from './wilson'

export interface CoefficientOptions {
  items?: ItemCounts
  /** Labels that could be given; columns, unless told. */
  q?: number
  level?: Level
  /** Numbers that the labels stand for. */
  values?: readonly number[]
  /** Of all coefficients but α, whose level says the same, and AC1, which has none. IDENTITY unless told. */
  weights?: WeightKind
  /** Labels of two fixed raters, one's as rows, the other's as columns: for Cohen's κ. */
  table?: readonly (readonly number[])[]
}

export const NO_ORDER = 'labels are names here, without an order: AC2 would be AC1'

export const COEFFICIENTS = ['percent', 'cohen', 'scott', 'fleiss', 'alpha', 'ac1', 'ac2', 'brennanPrediger'] as const
export type CoefficientName = (typeof COEFFICIENTS)[number]

/** Every coefficient of the same ratings, each undefined with a reason where it is. AC2 is AC1 with weights. */
export function coefficientEstimates(
  counts: RatingCounts,
  { items, q, level, values, weights: kind = 'IDENTITY', table }: CoefficientOptions = {},
): Record<CoefficientName, Defined<Estimate>> {
  const columns = Math.max(2, q ?? columnsOf(counts))
  const weights = kind === 'IDENTITY' ? undefined : weightsOf(kind, columns, values)
  const options = { items, weights }
  return {
    percent: chanceCorrected(counts, options, null),
    cohen: table ? cohenEstimate(table, weights) : { value: null, reason: 'for two fixed reviewers' },
    scott: scottEstimate(counts, options),
    fleiss: fleissEstimate(counts, options),
    alpha: alphaEstimate(counts, { items, level, values }),
    ac1: gwetEstimate(counts, { items, q: columns }),
    ac2: weights ? gwetEstimate(counts, { ...options, q: columns }) : undefinedBecause(NO_ORDER),
    brennanPrediger: brennanPredigerEstimate(counts, { ...options, q: columns }),
  }
}

export function coefficients(
  counts: RatingCounts,
  options: CoefficientOptions = {},
): Record<CoefficientName, Defined<number>> {
  const estimates = coefficientEstimates(counts, options)
  const entries = COEFFICIENTS.map((name) => [name, pointOf(estimates[name])] as const)
  return Object.fromEntries(entries) as Record<CoefficientName, Defined<number>>
}

/** value ± t · standard error with n − 1 degrees of freedom, within what a coefficient can be. Null without an error. */
export function estimateInterval(
  { value, standardError, n }: Estimate,
  lowest = -1,
  confidence = 0.95,
): Interval | null {
  if (standardError === null) return null
  const half = studentQuantile(confidence, n - 1) * standardError
  return { low: Math.max(lowest, value - half), high: Math.min(1, value + half) }
}
