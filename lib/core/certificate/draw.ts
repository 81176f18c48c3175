import { sampleWithoutReplacement } from '../sampling/draw'
import { seededRandom } from '../sampling/random'

/**
 * Positions of a snapshot's rows, from 0, in the order in which they are drawn, without replacement. A longer draw of the
 * same seed begins with a shorter one.
 */
export const drawSample = (population: number, sample: number, seed: number): number[] =>
  sampleWithoutReplacement(population, sample, seededRandom(`${seed} certificate`))
