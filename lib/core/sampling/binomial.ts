import { logGamma } from '../agreement/beta'
import type { Random } from './random'

/**
 * A number of successes in n trials with probability p: by inversion where few are expected, else by Hörmann's
 * transformed rejection (BTRS; 1993, Journal of Statistical Computation and Simulation 46, 101–110), in a time that does
 * not grow with n. Throws RangeError unless n is a whole number ≥ 0 and p lies in [0, 1].
 */
export function drawBinomial(n: number, p: number, random: Random): number {
  if (!Number.isInteger(n) || n < 0 || !(p >= 0 && p <= 1)) {
    throw new RangeError(`A binomial draw needs a whole number n ≥ 0 and 0 ≤ p ≤ 1, not n = ${n}, p = ${p}.`)
  }
  if (n === 0 || p === 0) return 0
  if (p > 0.5) return n - drawBinomial(n, 1 - p, random)
  return n * p < 10 ? drawByInversion(n, p, random) : drawByRejection(n, p, random)
}

function drawByInversion(n: number, p: number, random: Random): number {
  const odds = p / (1 - p)
  let probability = Math.exp(n * Math.log1p(-p))
  let left = random()
  let successes = 0
  while (left > probability && successes < n) {
    left -= probability
    successes++
    probability *= (odds * (n - successes + 1)) / successes
  }
  return successes
}

function drawByRejection(n: number, p: number, random: Random): number {
  const spread = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = n * p + 0.5
  const certain = 0.92 - 4.2 / b
  const scale = (2.83 + 5.1 / b) * spread
  const mode = Math.floor((n + 1) * p)
  const logOdds = Math.log(p / (1 - p))
  const logWays = (k: number) => -logGamma(k + 1) - logGamma(n - k + 1)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const edge = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / edge + b) * u + centre)
    if (edge >= 0.07 && v <= certain) return k
    if (k < 0 || k > n) continue
    const height = Math.log((v * scale) / (a / (edge * edge) + b))
    if (height <= logWays(k) - logWays(mode) + (k - mode) * logOdds) return k
  }
}

/** How often each of several kinds comes up in `total` draws with replacement, by their weights. */
export function drawMultinomial(weights: readonly number[], total: number, random: Random): number[] {
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  let left = total
  return weights.map((weight) => {
    const share = weightLeft > 0 ? Math.min(1, weight / weightLeft) : 0
    const drawn = left > 0 ? drawBinomial(left, share, random) : 0
    left -= drawn
    weightLeft -= weight
    return drawn
  })
}
