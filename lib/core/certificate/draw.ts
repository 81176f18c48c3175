import { seededRandom } from '../sampling/random'

/**
 * Positions of a snapshot's rows in the order in which they are drawn: the first `sample` of a seeded random order of all,
 * without replacement (Fisher and Yates, from the front; D. Knuth, TAOCP vol. 2, 3.4.2, algorithm P). A longer draw of the
 * same seed begins with a shorter one.
 */
export function drawSample(population: number, sample: number, seed: number): number[] {
  const random = seededRandom(`${seed} certificate`)
  const moved = new Map<number, number>()
  const at = (place: number) => moved.get(place) ?? place
  return Array.from({ length: sample }, (_, place) => {
    const other = place + Math.floor(random() * (population - place))
    const drawn = at(other)
    moved.set(other, at(place))
    return drawn
  })
}
