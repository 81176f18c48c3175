import { type Defined, undefinedBecause } from '../defined'
import { finiteWilson } from './finite-population'
import { type Interval, Z_95 } from './wilson'

export interface Stratum {
  name: string
  /** Members of the whole set. */
  population: number
  sampled: number
  passed: number
}

export interface StratifiedRate {
  rate: number
  standardError: number
  interval: Interval
  /** Of the simple random sample that would be as precise. */
  effectiveSample: number
}

/**
 * The pass rate of a set from samples of its strata, each weighed by its share of the set: p = Σ W_h x_h / n_h, with
 * variance Σ W_h² (1 − n_h / N_h) p_h (1 − p_h) / (n_h − 1). The interval is Wilson's at the effective sample size, which
 * stays sensible near 0 and 1 (Korn & Graubard 1998, Survey Methodology 24(2), 193–201, apply the same to the exact one).
 * Where no stratum shows any variance the effective size is the number sampled.
 * Source: Cochran, Sampling Techniques, 3rd ed. (1977), §5.
 *
 * Undefined where a stratum has members and no sample, or one member of several: it names the stratum.
 * Throws RangeError unless 0 ≤ passed ≤ sampled ≤ population are whole numbers in each.
 */
export function postStratified(strata: readonly Stratum[], z: number = Z_95): Defined<StratifiedRate> {
  for (const { name, population, sampled, passed } of strata) {
    if (
      ![population, sampled, passed].every(Number.isInteger) ||
      passed < 0 ||
      passed > sampled ||
      sampled > population
    ) {
      throw new RangeError(`Stratum "${name}" needs whole numbers 0 ≤ passed ≤ sampled ≤ population.`)
    }
  }
  const present = strata.filter(({ population }) => population > 0)
  const total = present.reduce((sum, { population }) => sum + population, 0)
  if (total === 0) return undefinedBecause('no data')
  const empty = present.find(({ sampled }) => sampled === 0)
  if (empty) return undefinedBecause(`nothing was sampled of "${empty.name}" (${empty.population} of ${total})`)
  const single = present.find(({ sampled, population }) => sampled === 1 && population > 1)
  if (single) return undefinedBecause(`one alone was sampled of "${single.name}" (${single.population} of ${total})`)

  let rate = 0
  let variance = 0
  for (const { population, sampled, passed } of present) {
    const [weight, share] = [population / total, passed / sampled]
    rate += weight * share
    if (sampled < population) {
      variance += (weight * weight * (1 - sampled / population) * share * (1 - share)) / (sampled - 1)
    }
  }
  const sampled = present.reduce((sum, stratum) => sum + stratum.sampled, 0)
  const effectiveSample = variance > 0 ? (rate * (1 - rate)) / variance : sampled
  // The finite set has already narrowed the variance; where there is none it has to do so here.
  const interval = finiteWilson(rate, effectiveSample, variance > 0 ? Infinity : total, z)
  return { value: { rate, standardError: Math.sqrt(variance), interval, effectiveSample } }
}
