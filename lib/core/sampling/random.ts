/**
 * Seeded chance. A draw is a pure function of a 32-bit state (mulberry32): the state walks by a fixed step, and a hash of
 * it is the value, so that equal states give equal values on every machine.
 */

const STEP = 0x6d2b79f5

export const nextState = (state: number): number => (state + STEP) | 0

/** In [0, 1), with 32 bits. */
export function valueAt(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

/** FNV-1a over UTF-16 code units, from any start: the hash of a text within the hash of another. */
export function hashText(text: string, start = 0x811c9dc5): number {
  let hash = start
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash | 0
}

/** A state of its own for each purpose: what is drawn for one never moves another. Seeds are whole numbers up to 2^53. */
export function stateFor(seed: number, purpose: string | number): number {
  const start = Math.imul((seed % 4_294_967_296) ^ 0x9e3779b9, 0x85ebca6b) ^ Math.floor(seed / 4_294_967_296)
  if (typeof purpose === 'string') return hashText(purpose, start ^ (start >>> 16))
  const mixed = Math.imul(start ^ (start >>> 16) ^ Math.imul(purpose, 0xc2b2ae35), 0x27d4eb2f)
  return mixed ^ (mixed >>> 15)
}

/** Gives the next number in [0, 1). */
export type Random = () => number

/**
 * A run of draws that its seed alone fixes: a number up to 2^53, or any text (a number and its digits are not the same
 * seed). 2^32 different runs, each with a period of 2^32: right for samples, resamples and simulations, not for secrets.
 */
export function seededRandom(seed: number | string): Random {
  let state = typeof seed === 'number' ? stateFor(seed, 'sampling') : hashText(seed, stateFor(0, 'sampling'))
  return () => {
    state = nextState(state)
    return valueAt(state)
  }
}
