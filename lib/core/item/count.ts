/** Up to here a count is exact; beyond, it says so and stops. */
export const EXACT_UP_TO = 10_000

export interface Count {
  n: number
  /** There are more than `n`. */
  more: boolean
}

/** "240", "1,206", "10,000+". */
export const printCount = ({ n, more }: Count) => `${n.toLocaleString('en-US')}${more ? '+' : ''}`
