import { type Defined, undefinedBecause } from '../defined'
import { type Interval, Z_95 } from './wilson'

/**
 * Wilson's interval for a share of a finite set, of which n were drawn at random: the variance is multiplied by
 * 1 − n/N, so that the interval shrinks to the point itself once all are reviewed. n need not be whole (an effective
 * sample size). Source: Cochran, Sampling Techniques, 3rd ed. (1977), §3.2; Wilson as in wilson.ts.
 */
export function finiteWilson(share: number, n: number, population: number, z: number = Z_95): Interval {
  const square = z * z * Math.max(0, 1 - n / population)
  const centre = share + square / (2 * n)
  const half = Math.sqrt(square) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  const scale = 1 + square / n
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + half) / scale),
  }
}

/**
 * The pass rate of a set of N from a simple random sample: x of n passed. Undefined without a sample.
 * Throws RangeError unless 0 ≤ x ≤ n ≤ N are whole numbers.
 */
export function finitePassRate(
  x: number,
  n: number,
  population: number,
  z: number = Z_95,
): Defined<{ rate: number; interval: Interval }> {
  if (![x, n, population].every(Number.isInteger) || x < 0 || x > n || n > population) {
    throw new RangeError(`A sample needs whole numbers 0 ≤ x ≤ n ≤ N, not x = ${x}, n = ${n}, N = ${population}.`)
  }
  if (n === 0) return undefinedBecause('no data')
  return { value: { rate: x / n, interval: finiteWilson(x / n, n, population, z) } }
}
