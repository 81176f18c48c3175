import { type Defined, undefinedBecause } from '../defined'
import { type Estimate, NO_VARIATION, pointOf } from './chance-corrected'
import type { Weights } from './weights'

/**
 * Cohen's κ = (p_o − p_e) / (1 − p_e) of two fixed raters, from the table of their labels (rows one, columns the other),
 * p_e = Σ_k p_k. p_.k: chance is each rater's own habit, unlike Scott's π. With weights it is the weighted κ.
 * Source: Cohen (1960), Educational and Psychological Measurement 20(1), 37–46; weights: Cohen (1968), Psychological
 * Bulletin 70(4), 213–220. Standard error: the jackknife over items.
 *
 * Undefined when no item was rated by both, and when both gave one same label throughout (0/0).
 */
export const cohenKappa = (table: readonly (readonly number[])[], weights?: Weights): Defined<number> =>
  pointOf(cohenEstimate(table, weights))

export function cohenEstimate(table: readonly (readonly number[])[], weights?: Weights): Defined<Estimate> {
  const n = table.flat().reduce((sum, count) => sum + count, 0)
  if (n === 0) return undefinedBecause('no item was rated by both')
  const value = kappaOf(table, n, weights)
  if (value === null) return undefinedBecause(NO_VARIATION)
  return { value: { value, standardError: jackknifeError(table, n, weights), n } }
}

function jackknifeError(table: readonly (readonly number[])[], n: number, weights?: Weights): number | null {
  const without: { kappa: number; items: number }[] = []
  for (const [a, row] of table.entries()) {
    for (const [b, items] of row.entries()) {
      if (items === 0) continue
      const rest = table.map((cells, r) => cells.map((cell, c) => cell - Number(r === a && c === b)))
      const kappa = n > 1 ? kappaOf(rest, n - 1, weights) : null
      if (kappa === null) return null
      without.push({ kappa, items })
    }
  }
  const mean = without.reduce((sum, { kappa, items }) => sum + kappa * items, 0) / n
  return Math.sqrt((without.reduce((sum, { kappa, items }) => sum + items * (kappa - mean) ** 2, 0) * (n - 1)) / n)
}

function kappaOf(table: readonly (readonly number[])[], n: number, weights?: Weights): number | null {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0) / n)
  const columns = table.map((_, b) => table.reduce((sum, row) => sum + row[b]!, 0) / n)
  let observed = 0
  let expected = 0
  for (const [a, row] of table.entries()) {
    for (const [b, count] of row.entries()) {
      const weight = weights ? weights[a]![b]! : Number(a === b)
      observed += (weight * count) / n
      expected += weight * rows[a]! * columns[b]!
    }
  }
  return 1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected)
}
