import type { AlikeClusters } from './bootstrap'
import type { Patterns, RatedItem } from './ratings'
import type { AgreementRow } from './report'

/** What rows say of their items, item by item. Throws RangeError where two rows of one item say two things. */
export function saidOfItems(rows: readonly AgreementRow[], field: 'cluster' | 'stratum'): Map<string, string> {
  const said = new Map<string, string>()
  for (const row of rows) {
    const [item, value] = [String(row.item), row[field]]
    if (value == null) continue
    const known = said.get(item)
    if (known !== undefined && known !== String(value))
      throw new RangeError(`Item "${item}" is in ${field} "${known}" and in "${value}".`)
    said.set(item, String(value))
  }
  return said
}

/**
 * Clusters by how many of their items have each pattern, those that hold the same together. An item without a cluster is
 * one by itself; null where no row names one.
 */
export function clustersOf(
  rows: readonly AgreementRow[],
  rated: readonly RatedItem[],
  { counts }: Patterns,
  labels: readonly string[],
): AlikeClusters[] | null {
  const clusterOf = saidOfItems(rows, 'cluster')
  if (clusterOf.size === 0) return null
  const places = new Map(counts.map((row, index) => [row.join(), index]))
  const clusters = new Map<string, number[]>()
  for (const { item, votes } of rated) {
    if (votes.length === 0) continue
    const row = labels.map((label) => votes.filter((vote) => vote.label === label).length)
    const key = JSON.stringify([clusterOf.has(item), clusterOf.get(item) ?? item])
    const held = clusters.get(key) ?? counts.map(() => 0)
    held[places.get(row.join())!]!++
    clusters.set(key, held)
  }
  const kinds = new Map<string, AlikeClusters>()
  for (const items of clusters.values()) {
    const alike = (kinds.get(items.join())?.alike ?? 0) + 1
    kinds.set(items.join(), { items, alike })
  }
  return [...kinds.values()]
}
