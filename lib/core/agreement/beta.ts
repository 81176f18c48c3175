/**
 * The beta distribution, as far as exact intervals need it.
 * Source: NIST Digital Library of Mathematical Functions, §5.11 (log gamma), §8.17 (incomplete beta).
 */

/** The coefficients of Stirling's series, B_2k / (2k (2k − 1)). DLMF 5.11.1. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400]
const HALF_LOG_TWO_PI = 0.9189385332046728

/** ln Γ(x) for x > 0, to about 1e-14 of its value. */
export function logGamma(x: number): number {
  // The series is good from 10 on; below, Γ(x + 1) = x Γ(x) leads there.
  let product = 1
  let shifted = x
  while (shifted < 10) product *= shifted++
  const square = shifted * shifted
  let power = shifted
  let tail = 0
  for (const coefficient of STIRLING) {
    tail += coefficient / power
    power *= square
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + tail - Math.log(product)
}

/** ln of the number of ways to choose k of n; −∞ where there is none. */
export const logChoose = (n: number, k: number): number =>
  k < 0 || k > n ? -Infinity : logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

const TINY = 1e-300

/** I_x(a, b), the share of Beta(a, b) up to x: for a, b > 0 and 0 ≤ x ≤ 1. */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges quickly left of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a)
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)
  return (Math.exp(front) / a) * continuedFraction(x, a, b)
}

/** DLMF 8.17.22, evaluated by the modified method of Lentz. */
function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value)
  let upper = 1
  let lower = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = lower
  for (let m = 1; m < 20_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    lower = 1 / away(1 + even * lower)
    upper = away(1 + even / upper)
    result *= lower * upper
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    lower = 1 / away(1 + odd * lower)
    upper = away(1 + odd / upper)
    const step = lower * upper
    result *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return result
}

/** The x with I_x(a, b) = share, by halving. */
export function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step++) {
    const middle = (low + high) / 2
    if (regularisedBeta(middle, a, b) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The t with a share of (1 + confidence) / 2 of Student's distribution below it: the half-width of a two-sided interval. */
export function studentQuantile(confidence: number, freedom: number): number {
  const x = betaQuantile(1 - confidence, freedom / 2, 0.5)
  return Math.sqrt(freedom * (1 / x - 1))
}

/** P(X ≤ x) of x successes in n trials, each with probability p. */
export const binomialBelow = (x: number, n: number, p: number): number =>
  x >= n ? 1 : x < 0 ? 0 : regularisedBeta(1 - p, n - x, x + 1)
