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
  /** Items that were said the same of by the same reviewers, this one among them; 1 unless told. */
  alike?: number
}

/** An item with its votes, and how many of its judgments were none. */
export type Rated = RatedItem & { abstained: number }

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
  for (const { item, votes, alike = 1 } of items) {
    if (votes.length === 0) continue
    const row = labels.map(() => 0)
    for (const { label } of votes) {
      const column = columns.get(label)
      if (column === undefined) throw new RangeError(`Item "${item}" has the label "${label}", which is not declared.`)
      row[column]!++
    }
    const key = row.join()
    const pattern = found.get(key)
    if (pattern) pattern.items += alike
    else found.set(key, { row, items: alike })
  }
  const patterns = [...found.values()]
  return { counts: patterns.map(({ row }) => row), items: patterns.map((pattern) => pattern.items) }
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

/** The tables of every pair of reviewers, in alphabetical order, in one pass; pairs without a common item have an empty one. */
export function pairTables(items: readonly RatedItem[], reviewers: readonly string[], labels: readonly string[]) {
  const columns = new Map(labels.map((label, index) => [label, index]))
  const places = new Map(reviewers.map((reviewer, index) => [reviewer, index]))
  const tables = new Map<number, number[][]>()
  const tableOf = (one: number, other: number) => {
    const key = one * reviewers.length + other
    const table = tables.get(key) ?? labels.map(() => labels.map(() => 0))
    tables.set(key, table)
    return table
  }
  for (const { votes } of items) {
    const said = votes
      .map(({ reviewer, label }) => ({ place: places.get(reviewer) ?? 0, column: columns.get(label) }))
      .sort((a, b) => a.place - b.place)
    for (const [index, a] of said.entries()) {
      for (const b of said.slice(index + 1)) {
        if (a.column !== undefined && b.column !== undefined) tableOf(a.place, b.place)[a.column]![b.column]!++
      }
    }
  }
  return reviewers.flatMap((one, a) =>
    reviewers.slice(a + 1).map((other, b) => ({ one, other, table: tableOf(a, a + 1 + b) })),
  )
}

/** A table of two raters as vote patterns: one for each cell that is not empty. */
export function tableCounts(table: readonly (readonly number[])[]): Patterns {
  const cells = table.flatMap((row, a) => row.map((items, b) => ({ a, b, items }))).filter(({ items }) => items > 0)
  return {
    counts: cells.map(({ a, b }) => table.map((_, label) => Number(label === a) + Number(label === b))),
    items: cells.map(({ items }) => items),
  }
}
