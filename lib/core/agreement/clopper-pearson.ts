import { type Defined, undefinedBecause } from '../defined'
import { betaQuantile } from './beta'
import type { Interval } from './wilson'

interface ClopperPearsonOptions {
  confidence?: number
  /** LOWER and UPPER put all of the error on one side: the bound of a claim. The other end is then 1 or 0. */
  side?: 'BOTH' | 'LOWER' | 'UPPER'
}

/**
 * The exact interval for x successes in n trials: for claims, since it never covers less often than it says. One look,
 * at an n fixed beforehand; for repeated looks see confidenceSequence.
 * Source: Clopper & Pearson (1934), Biometrika 26(4), 404–413; as beta quantiles, Brown, Cai & DasGupta (2001),
 * Statistical Science 16(2), 101–133.
 *
 * n = 0 is undefined ("no data"). Throws RangeError unless 0 ≤ x ≤ n are whole numbers.
 */
export function clopperPearson(
  x: number,
  n: number,
  { confidence = 0.95, side = 'BOTH' }: ClopperPearsonOptions = {},
): Defined<Interval> {
  if (!Number.isInteger(x) || !Number.isInteger(n) || x < 0 || x > n) {
    throw new RangeError(`An exact interval needs whole numbers 0 ≤ x ≤ n, not x = ${x}, n = ${n}.`)
  }
  if (n === 0) return undefinedBecause('no data')
  const error = (1 - confidence) / (side === 'BOTH' ? 2 : 1)
  return {
    value: {
      low: x === 0 || side === 'UPPER' ? 0 : betaQuantile(error, x, n - x + 1),
      high: x === n || side === 'LOWER' ? 1 : betaQuantile(1 - error, x + 1, n - x),
    },
  }
}
