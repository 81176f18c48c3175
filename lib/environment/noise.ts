import { hashText, stateFor, valueAt } from '@/lib/core/sampling/random'

/**
 * Noise that belongs to a place instead of a moment: the price of a product or the rating of a shop is a function of the
 * seed and of which one it is, so that nothing has to be drawn or stored before somebody looks. In [0, 1).
 *
 * The mixing is MurmurHash3's, round by round over the numbers and finished at the end.
 */
export function noise(seed: number, subject: number, place = 0, fact = 0, more = 0): number {
  let hash = round(round(round(round(seed | 0, subject), place), fact), more)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}

function round(hash: number, part: number): number {
  const mixed = Math.imul(part, 0xcc9e2d51)
  const turned = hash ^ Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0
}

/** A whole number out of a range, both ends included. */
export const between = (low: number, high: number, share: number): number => low + Math.floor(share * (high - low + 1))

export const among = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)]!

/** The noise of a place that has a name, e.g. "certificate of www.example.com". In [0, 1). */
export const noiseOf = (seed: number, place: string): number => valueAt(hashText(place, stateFor(seed, 'place')))
