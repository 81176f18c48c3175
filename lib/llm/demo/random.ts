import { createHash } from 'node:crypto'

/** Chance that is the same for the same words: everything the demo model draws comes from here. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next(): number
  pick<T>(from: readonly T[]): T
  /** A new order; the given one is left alone. */
  shuffle<T>(from: readonly T[]): T[]
  /** True once in `n`, on average. */
  oneIn(n: number): boolean
}

export function seedChance(...words: (string | number)[]): Chance {
  let state = createHash('sha256').update(words.join('\u0001')).digest().readUInt32LE(0)
  // mulberry32: 32 bits of state, plenty for prose.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(next() * from.length)]
    if (one === undefined) throw new RangeError('nothing to pick from')
    return one
  }
  return {
    next,
    pick,
    oneIn: (n) => next() * n < 1,
    shuffle: (from) =>
      from
        .map((one) => ({ one, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one),
  }
}
