import { sampleWithoutReplacement } from '../sampling/draw'
import { seededRandom } from '../sampling/random'

/**
 * Which texts of each stratum are drawn, as places (from 0) among the stratum's texts in order of item number. Every
 * stratum has a run of chance of its own, so that another size of one never moves another. A larger size from the same
 * seed and population holds the smaller one.
 */
export function drawPlaces(
  strata: readonly { key: string; population: number; size: number }[],
  seed: number,
): { key: string; places: number[] }[] {
  return strata.map(({ key, population, size }) => ({
    key,
    places: sampleWithoutReplacement(population, size, seededRandom(`${seed}/${key}`)),
  }))
}

/** A text of a sample, as its hash is taken over it. */
export interface SampledText {
  /** The item's number in its project, and of its text. */
  item: number
  revision: number
  /** SHA-256 of the text's canonical JSON. */
  content: string
  stratum: string
}

/** What the sample's hash is over: canonical JSON of this, in order of position. */
export const hashedSample = (texts: readonly SampledText[]): SampledText[] =>
  texts.map(({ item, revision, content, stratum }) => ({ item, revision, content, stratum }))
