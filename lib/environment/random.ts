import { nextState, valueAt } from '@/lib/core/sampling/random'

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
