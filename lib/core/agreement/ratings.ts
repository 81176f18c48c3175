import type { ItemCounts, RatingCounts } from './percent-agreement'

/** One reviewer's label for one item. */
export interface Vote {
  reviewer: string
  label: string
}

/** Everything that was said about one item; at most one vote a reviewer. */
export interface RatedItem {
  item: string
  votes: readonly Vote[]
}

/** Vote patterns: different rows of counts, and how many items have each. */
export interface Patterns {
  counts: RatingCounts
  items: ItemCounts
}

/**
 * Items as vote patterns, in the order in which each was first met: a column a label, in the order of `labels`. However
 * many items, there are few patterns, and every coefficient without reviewers' names needs only these. Items without a
 * vote make no pattern. Throws RangeError for a label that is not among `labels`.
 */
export function toCounts(items: readonly RatedItem[], labels: readonly string[]): Patterns {
  const columns = new Map(labels.map((label, index) => [label, index]))
  const found = new Map<string, { row: number[]; items: number }>()
  for (const { item, votes } of items) {
    if (votes.length === 0) continue
    const row = labels.map(() => 0)
    for (const { label } of votes) {
      const column = columns.get(label)
      if (column === undefined) throw new RangeError(`Item "${item}" has the label "${label}", which is not declared.`)
      row[column]!++
    }
    const key = row.join()
    const pattern = found.get(key)
    if (pattern) pattern.items++
    else found.set(key, { row, items: 1 })
  }
  const patterns = [...found.values()]
  return { counts: patterns.map(({ row }) => row), items: patterns.map(({ items: alike }) => alike) }
}

/** How two reviewers labelled the items that both rated: rows are the first one's labels, columns the second one's. */
export function pairTable(
  items: readonly RatedItem[],
  first: string,
  second: string,
  labels: readonly string[],
): number[][] {
  const columns = new Map(labels.map((label, index) => [label, index]))
  const table = labels.map(() => labels.map(() => 0))
  for (const { votes } of items) {
    const a = columns.get(votes.find(({ reviewer }) => reviewer === first)?.label ?? '')
    const b = columns.get(votes.find(({ reviewer }) => reviewer === second)?.label ?? '')
    if (a !== undefined && b !== undefined) table[a]![b]!++
  }
  return table
}

/** A table of two raters as vote patterns: one for each cell that is not empty. */
export function tableCounts(table: readonly (readonly number[])[]): Patterns {
  const cells = table.flatMap((row, a) => row.map((items, b) => ({ a, b, items }))).filter(({ items }) => items > 0)
  return {
    counts: cells.map(({ a, b }) => table.map((_, label) => Number(label === a) + Number(label === b))),
    items: cells.map(({ items }) => items),
  }
}
