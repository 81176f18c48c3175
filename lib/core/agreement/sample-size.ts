import { type Defined, undefinedBecause } from '../defined'
import { binomialBelow, logChoose } from './beta'

export interface Claim {
  /** "At least this share passes", above 0 and below 1. */
  rate: number
  confidence?: number
  /** Failures that the sample may hold and the claim still be made. */
  failures: number
  /** Members of the set; left out, the set is taken as very large. */
  population?: number
}

/** Failures in a set of N from which on its pass rate is below the claimed one. */
export const tooManyFailures = (rate: number, population: number) =>
  // What rounding took from N (1 − p) must not cost a whole failure.
  Math.floor(population * (1 - rate) + 1e-9) + 1

/** P(X ≤ x) failures among n drawn without replacement from N of which `failing` fail. */
export function hypergeometricBelow(x: number, n: number, failing: number, population: number): number {
  const all = logChoose(population, n)
  let sum = 0
  for (let k = Math.max(0, n - (population - failing)); k <= Math.min(x, n, failing); k++) {
    sum += Math.exp(logChoose(failing, k) + logChoose(population - failing, n - k) - all)
  }
  return Math.min(1, sum)
}

/**
 * The smallest sample that supports a claim: with so many drawn at random and no more than `failures` failing, "at least
 * `rate` passes" is wrong with a probability of at most 1 − confidence. Binomial for a very large set, hypergeometric
 * (exact) for a finite one, against the smallest number of failures that makes the claim false.
 * One look at the whole sample: its size and `failures` are fixed before it is drawn.
 * Source: the exact test; Schilling & Neubauer, Acceptance Sampling in Quality Control, 2nd ed. (2009), ch. 5.
 *
 * Undefined where even the whole set could not support it with that many failures.
 */
export function sampleSize({ rate, confidence = 0.95, failures, population }: Claim): Defined<number> {
  if (!(rate > 0 && rate < 1) || !(confidence > 0 && confidence < 1) || !Number.isInteger(failures) || failures < 0) {
    throw new RangeError('A claim needs a rate and a confidence between 0 and 1, and a whole number of failures.')
  }
  const failing = population === undefined ? 0 : tooManyFailures(rate, population)
  const risk = (n: number) =>
    population === undefined
      ? binomialBelow(failures, n, 1 - rate)
      : hypergeometricBelow(failures, n, failing, population)
  if (population !== undefined && failures >= failing) {
    return undefinedBecause(`${failures} failures among ${population} leave the claim true or false by themselves`)
  }
  let low = failures
  let high = failures + 1
  while (risk(high) > 1 - confidence) {
    low = high
    high = Math.min(2 * high, population ?? Infinity)
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (risk(middle) > 1 - confidence) low = middle
    else high = middle
  }
  return { value: high }
}
