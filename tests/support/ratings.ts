import type { RatedItem } from '@/lib/core/agreement/ratings'
import { toCounts } from '@/lib/core/agreement/ratings'
import type { Defined } from '@/lib/core/defined'

/** One string a rater, one label an item, "*" for none. */
export function raters(...lines: string[]): { items: RatedItem[]; labels: string[] } {
  const rows = lines.map((line) => line.split(' '))
  const labels = [...new Set(rows.flat())].filter((label) => label !== '*').sort()
  const items = rows[0]!.map((_, index) => ({
    item: String(index + 1),
    votes: rows.flatMap((row, rater) =>
      row[index] === '*' ? [] : [{ reviewer: `R${rater + 1}`, label: row[index]! }],
    ),
  }))
  return { items, labels }
}

export const countsOf = (...lines: string[]) => {
  const { items, labels } = raters(...lines)
  return toCounts(items, labels)
}

/** Krippendorff's 4 raters × 12 units with gaps; irrCAC's `raw4raters`. */
export const RAW_4_RATERS = [
  '1 2 3 3 2 1 4 1 2 * * *',
  '1 2 3 3 2 2 4 1 2 5 * 3',
  '* 3 3 3 2 3 4 2 2 5 1 *',
  '1 2 3 3 2 4 4 1 2 5 1 *',
]

/** Fleiss (1971): 10 items, 14 raters, 5 categories. */
export const FLEISS_1971 = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
]

/** AgentAlign's human evaluation (arXiv 2505.23020, §5), as patterns of valid and not valid. */
export const PAPER = {
  counts: [
    [3, 0],
    [2, 1],
    [1, 2],
    [0, 3],
  ],
  items: [88, 5, 1, 6],
}

export const numberOf = (defined: Defined<number>) => defined.value ?? Number.NaN
