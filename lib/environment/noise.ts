import { Chance, stateFor } from './random'

/**
 * Noise that belongs to a place instead of a moment: the price of a product or the rating of a shop is a function of the
 * seed and of which one it is, so that nothing has to be drawn or stored before somebody looks. In [0, 1).
 */
export const noise = (seed: number, ...place: number[]): number =>
  new Chance(place.reduce((state, part) => stateFor(state, part), seed)).next()

/** A whole number, both ends included. */
export const between = (low: number, high: number, seed: number, ...place: number[]): number =>
  low + Math.floor(noise(seed, ...place) * (high - low + 1))

export const among = <T>(list: readonly T[], seed: number, ...place: number[]): T =>
  list[Math.floor(noise(seed, ...place) * list.length)]!
