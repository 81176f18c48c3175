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

const HEX = '0123456789abcdef'
const DIGITS = '0123456789'

/** A run of draws from one state; it lives for one call, or for the seeding of one slice. */
export class Chance {
  #state: number

  constructor(state: number) {
    this.#state = state
  }

  /** In [0, 1). */
  next(): number {
    this.#state = nextState(this.#state)
    return valueAt(this.#state)
  }

  /** A whole number, both ends included. */
  int(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1))
  }

  /** True in that share of draws. */
  happens(share: number): boolean {
    return this.next() < share
  }

  /** Of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }

  /** So many characters of an alphabet. */
  text(alphabet: string, length: number): string {
    let text = ''
    for (let index = 0; index < length; index++) text += alphabet[Math.floor(this.next() * alphabet.length)]!
    return text
  }

  hex(length: number): string {
    return this.text(HEX, length)
  }

  /** Decimal digits, the first of them never 0. */
  digits(length: number): string {
    return this.text('123456789', 1) + this.text(DIGITS, length - 1)
  }

  /** In the shape of a random (version 4) UUID. */
  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${this.pick(['8', '9', 'a', 'b'])}${this.hex(3)}-${this.hex(12)}`
  }
}
