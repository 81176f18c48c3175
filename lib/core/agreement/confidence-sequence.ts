import { type Defined, undefinedBecause } from '../defined'
import { logGamma, regularisedBeta } from './beta'

export interface Reviewed {
  passed: number
  failed: number
  /** Members of the set that the items were drawn from without replacement; left out, the set is taken as very large. */
  population?: number
}

/**
 * Evidence that a pass rate is above `rate`, of which one may look at after every item: under any rate up to that one, it
 * ever reaches 1/α with a probability of at most α (Ville's inequality). So "above `rate`" may be claimed, with
 * confidence 1 − α, the first time that it does, at whatever moment one looks or stops.
 *
 * It is the ratio of two likelihoods of the same passes and failures: averaged over all rates above `rate`, each as
 * likely beforehand, and at `rate` itself. Each rate's own ratio is a non-negative supermartingale under any rate up to
 * `rate` (a pass multiplies it by more than a failure does), hence so is the average. In a finite set of N, rates are
 * numbers of passing members, and the likelihoods those of draws without replacement.
 * Source: Robbins (1970), Annals of Mathematical Statistics 41(5), 1397–1409 (mixtures); Waudby-Smith & Ramdas (2020),
 * Confidence sequences for sampling without replacement, NeurIPS 33 (finite sets).
 *
 * Natural logarithm of the ratio.
 */
export function logEvidenceAbove(rate: number, { passed, failed, population }: Reviewed): number {
  check(passed, failed, population)
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`A rate to be above lies from 0 to below 1, not ${rate}.`)
  if (population !== undefined)
    return finiteEvidence(passed, failed, population)(Math.ceil(rate * population - 1e-9) - 1)
  if (rate === 0) return passed > 0 ? Infinity : 0
  const above = 1 - regularisedBeta(rate, passed + 1, failed + 1)
  const whole = logGamma(passed + 1) + logGamma(failed + 1) - logGamma(passed + failed + 2)
  return Math.log(above) + whole - Math.log(1 - rate) - passed * Math.log(rate) - failed * Math.log1p(-rate)
}

/**
 * A lower bound for a pass rate that holds at every moment at once, with probability `confidence`: the largest rate up to
 * which the evidence (logEvidenceAbove) speaks against all. Wider than a bound at a fixed n; that is what looking costs.
 * Undefined ("no data") before the first item.
 */
export function anytimeLowerBound(reviewed: Reviewed, { confidence = 0.95 } = {}): Defined<number> {
  const { passed, failed, population } = reviewed
  check(passed, failed, population)
  if (passed + failed === 0) return undefinedBecause('no data')
  const enough = -Math.log(1 - confidence)
  if (population !== undefined) {
    const evidence = finiteEvidence(passed, failed, population)
    // The fewest passing members that the evidence does not speak against.
    let [low, high] = [passed - 1, population - failed]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (evidence(middle) >= enough) low = middle
      else high = middle
    }
    return { value: high / population }
  }
  let [low, high] = [0, passed / (passed + failed)]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (logEvidenceAbove(middle, reviewed) >= enough) low = middle
    else high = middle
  }
  return { value: low }
}

/** An upper bound that holds at every moment at once: the lower bound with passes and failures exchanged. */
export function anytimeUpperBound(reviewed: Reviewed, options: { confidence?: number } = {}): Defined<number> {
  const { passed, failed, population } = reviewed
  const bound = anytimeLowerBound({ passed: failed, failed: passed, population }, options)
  return bound.value === null ? bound : { value: 1 - bound.value }
}

/** The log evidence that more than so many members pass, as a function of how many. */
function finiteEvidence(passed: number, failed: number, population: number): (members: number) => number {
  const most = population - failed
  // ln of the likelihood of each number of passing members, up to a constant, and of its sum from each number on.
  const likelihood = new Float64Array(most + 1)
  const tail = new Float64Array(most + 2).fill(-Infinity)
  for (let members = passed + 1; members <= most; members++) {
    const rest = population - members
    likelihood[members] =
      likelihood[members - 1]! + Math.log(members / (members - passed)) + Math.log((rest - failed + 1) / (rest + 1))
  }
  for (let members = most; members >= passed; members--) {
    const [a, b] = [tail[members + 1]!, likelihood[members]!]
    tail[members] = Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))
  }
  return (members) => {
    if (members < passed) return Infinity
    if (members >= most) return -Infinity
    return tail[members + 1]! - Math.log(population - members) - likelihood[members]!
  }
}

function check(passed: number, failed: number, population: number | undefined) {
  const whole = [passed, failed, population ?? 0].every((count) => Number.isInteger(count) && count >= 0)
  if (!whole || passed + failed > (population ?? Infinity)) {
    throw new RangeError('Passed and failed are whole numbers, and no more together than the set has members.')
  }
}
