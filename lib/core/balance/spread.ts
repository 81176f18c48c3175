import { shareOf } from './mix'

/** So many of one (instructions of a chain, steps of an item), and how many have so many. */
export interface NumberCount {
  number: number
  count: number
}

export interface SpreadLine {
  key: string
  label: string
  from: number
  /** null: and more. */
  to: number | null
  count: number
  share: number | null
}

/** Up to this many stand in a line of their own; beyond, lines hold as many as they are spread over. */
const SINGLE_UP_TO = 3
const LATER: readonly (readonly [from: number, to: number | null])[] = [
  [4, 6],
  [7, 10],
  [11, 30],
  [31, null],
]

/** How many chains have none, one, two … of what is made from them. Lines above the largest number are left out. */
export function spreadOf(counts: readonly NumberCount[]): SpreadLine[] {
  const whole = counts.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(0, ...counts.map(({ number }) => number))
  const bounds = [...Array.from({ length: SINGLE_UP_TO + 1 }, (_, n) => [n, n] as const), ...LATER]
  return bounds
    .filter(([from]) => from <= Math.max(most, 1))
    .map(([from, to]) => {
      const inside = counts.filter(({ number }) => number >= from && (to === null || number <= to))
      const count = inside.reduce((sum, one) => sum + one.count, 0)
      const label = from === 0 ? 'none' : to === null ? `${from} or more` : from === to ? `${from}` : `${from} to ${to}`
      return { key: `${from}`, label, from, to, count, share: shareOf(count, whole) }
    })
}

/** Null where there is nothing to take the mean of. */
export function meanOf(counts: readonly NumberCount[]): number | null {
  const whole = counts.reduce((sum, { count }) => sum + count, 0)
  const all = counts.reduce((sum, { number, count }) => sum + number * count, 0)
  return whole > 0 ? all / whole : null
}
