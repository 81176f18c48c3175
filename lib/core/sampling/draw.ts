import type { Random } from './random'

/**
 * k different indexes of 0 … n − 1, every ordered choice as likely as any other, in the order drawn: the first m of them
 * are themselves a sample of m. Takes O(k) time and room, however large n is (Fisher and Yates' shuffle, cut off after k).
 * Throws RangeError unless 0 ≤ k ≤ n are whole numbers.
 */
export function sampleWithoutReplacement(n: number, k: number, random: Random): number[] {
  if (!Number.isInteger(n) || !Number.isInteger(k) || k < 0 || k > n) {
    throw new RangeError(`A sample needs whole numbers 0 ≤ k ≤ n, not k = ${k}, n = ${n}.`)
  }
  // What would stand at an index after the exchanges so far, where that is not the index itself.
  const moved = new Map<number, number>()
  const sample: number[] = []
  for (let index = 0; index < k; index++) {
    const at = index + Math.floor(random() * (n - index))
    sample.push(moved.get(at) ?? at)
    moved.set(at, moved.get(index) ?? index)
  }
  return sample
}

/** A new array with the same members in random order, every order as likely as any other. */
export const shuffle = <T>(list: readonly T[], random: Random): T[] =>
  sampleWithoutReplacement(list.length, list.length, random).map((index) => list[index]!)
