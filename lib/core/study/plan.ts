import { finitePassRate } from '../agreement/finite-population'
import type { Interval } from '../agreement/wilson'
import { type Defined, undefinedBecause } from '../defined'
import type { Allocated } from './allocate'

export interface Expected {
  n: number
  /** The 95 % interval if the assumed share passes. */
  interval: Defined<Interval>
  /** Half its width. */
  half: number | null
}

export interface StudyPlan {
  /** Of the whole sample. */
  whole: Expected
  strata: (Expected & { key: string })[]
  /** How likely the study shows that more than `claim` pass, if `assumed` do. */
  power: Defined<number>
  /** Passed items from which on it is shown. */
  needed: number | null
}

/**
 * What a sample of these sizes can be expected to say, before anybody has judged: the width of its intervals at an assumed
 * pass rate, and the power of the exact one-sided test (5 %) of "at most `claim` pass" when `assumed` do.
 * Widths know how large the set is; power takes it as endless, and is a little better than said where the set is small.
 */
export function planStudy(
  strata: readonly Pick<Allocated, 'key' | 'size' | 'population'>[],
  { assumed, claim }: { assumed: number; claim: number },
): StudyPlan {
  const n = strata.reduce((sum, { size }) => sum + size, 0)
  const all = strata.reduce((sum, { population }) => sum + population, 0)
  return {
    whole: expected(n, all, assumed),
    strata: strata.map(({ key, size, population }) => ({ key, ...expected(size, population, assumed) })),
    ...powerOf(n, { assumed, claim }),
  }
}

function expected(n: number, population: number, assumed: number): Expected {
  const found = finitePassRate(Math.round(n * assumed), n, population)
  if (found.value === null) return { n, interval: found, half: null }
  const { interval } = found.value
  return { n, interval: { value: interval }, half: (interval.high - interval.low) / 2 }
}

const ALPHA = 0.05

function powerOf(
  n: number,
  { assumed, claim }: { assumed: number; claim: number },
): Pick<StudyPlan, 'power' | 'needed'> {
  if (n === 0) return { power: undefinedBecause('nothing is drawn'), needed: null }
  if (assumed <= claim) {
    return { power: undefinedBecause('the assumed rate is not above the one to be exceeded'), needed: null }
  }
  const needed = leastToClaim(n, claim)
  if (needed === null) return { power: undefinedBecause(`${n} items cannot show it, even if all pass`), needed }
  return { power: { value: upperTail(needed, n, assumed) }, needed }
}

/** The least x with P(X ≥ x | n, claim) ≤ 5 %: where the one-sided Clopper-Pearson bound of 95 % passes `claim`. */
function leastToClaim(n: number, claim: number): number | null {
  let tail = 0
  let least: number | null = null
  for (let x = n; x >= 0; x--) {
    tail += binomial(x, n, claim)
    if (tail > ALPHA) break
    least = x
  }
  return least
}

/** P(X ≥ x) of a binomial. */
function upperTail(x: number, n: number, p: number): number {
  let sum = 0
  for (let count = x; count <= n; count++) sum += binomial(count, n, p)
  return Math.min(1, sum)
}

function binomial(x: number, n: number, p: number): number {
  if (p === 0 || p === 1) return x === (p === 0 ? 0 : n) ? 1 : 0
  return Math.exp(logChoose(n, x) + x * Math.log(p) + (n - x) * Math.log1p(-p))
}

const factorials: number[] = [0]
function logFactorial(n: number): number {
  for (let next = factorials.length; next <= n; next++) factorials.push(factorials[next - 1]! + Math.log(next))
  return factorials[n]!
}
const logChoose = (n: number, x: number) => logFactorial(n) - logFactorial(x) - logFactorial(n - x)
