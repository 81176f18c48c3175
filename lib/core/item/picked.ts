/** Rows picked by hand, as an address says them: by number, runs of them in short, such as "3,7-12". */

/** As many as an address holds whatever their numbers; more are chosen by a filter. */
export const MOST_PICKED = 1_000

const MOST_NUMBER = 2_147_483_647

export function writePicked(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const number of sorted) {
    const last = runs.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}

/** Null where there is none, or anything that is none: a part of a selection would be another selection. */
export function readPicked(text: unknown): number[] | null {
  if (typeof text !== 'string' || !/^\d{1,10}(-\d{1,10})?(,\d{1,10}(-\d{1,10})?)*$/.test(text)) return null
  const numbers = new Set<number>()
  for (const part of text.split(',')) {
    const [first = 0, last = first] = part.split('-').map(Number)
    if (last < first || last > MOST_NUMBER || last - first >= MOST_PICKED) return null
    for (let number = first; number <= last; number++) numbers.add(number)
    if (numbers.size > MOST_PICKED) return null
  }
  return [...numbers]
}
