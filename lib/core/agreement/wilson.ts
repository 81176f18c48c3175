import { type Defined, undefinedBecause } from '../defined'

/** From 0 to 1, both ends included. */
export interface Interval {
  low: number
  high: number
}

/** Two-sided 95 %. */
export const Z_95 = 1.959963984540054

/**
 * Wilson's score interval for x successes in n trials: for display, not for claims.
 * Source: Wilson (1927), JASA 22, 209–212; Newcombe (1998), Statistics in Medicine 17, 857–872, method 3.
 * n = 0 is undefined ("no data"), not 0 to 100 %. Throws RangeError unless 0 ≤ x ≤ n are whole numbers.
 */
export function wilson(x: number, n: number, z: number = Z_95): Defined<Interval> {
  if (!Number.isInteger(x) || !Number.isInteger(n) || x < 0 || x > n) {
    throw new RangeError(`Wilson's interval needs whole numbers 0 ≤ x ≤ n, not x = ${x}, n = ${n}.`)
  }
  if (n === 0) return undefinedBecause('no data')
  const share = x / n
  const centre = share + (z * z) / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  // At the edges the ends are exactly 0 and 1; rounding must not take them past.
  return {
    value: {
      low: x === 0 ? 0 : Math.max(0, (centre - half) / scale),
      high: x === n ? 1 : Math.min(1, (centre + half) / scale),
    },
  }
}
