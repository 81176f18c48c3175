import type { Allocation } from './spec'

export interface Population {
  key: string
  label: string
  population: number
}
export interface Allocated extends Population {
  /** How many are drawn: never more than there are. */
  size: number
  /** How many fewer that is than was asked for. */
  short: number
}

/**
 * How many texts each stratum gives, in the order of the strata.
 *
 * PROPORTIONAL: n · N_h / N rounded down, and what is left over to the largest remainders (Hamilton's rule; on a tie to
 * the earlier one), so that the sizes add up to n. EQUAL and FIXED: as asked for. No stratum gives more than it has.
 */
export function allocate(strata: readonly Population[], allocation: Allocation): Allocated[] {
  if (allocation.kind === 'PROPORTIONAL') return proportional(strata, allocation.size)
  const asked = (key: string) => (allocation.kind === 'EQUAL' ? allocation.each : (allocation.sizes[key] ?? 0))
  return strata.map((stratum) => {
    const size = Math.min(asked(stratum.key), stratum.population)
    return { ...stratum, size, short: asked(stratum.key) - size }
  })
}

function proportional(strata: readonly Population[], asked: number): Allocated[] {
  const total = strata.reduce((sum, { population }) => sum + population, 0)
  const size = Math.min(asked, total)
  const quotas = strata.map(({ population }) => (total === 0 ? 0 : (size * population) / total))
  const sizes = quotas.map(Math.floor)
  const left = size - sizes.reduce((sum, one) => sum + one, 0)
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: quota - Math.floor(quota) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) sizes[index]! += 1
  // What is short of the whole is said once.
  return strata.map((stratum, index) => ({ ...stratum, size: sizes[index]!, short: index === 0 ? asked - size : 0 }))
}

/** Strata that are part of the study: those that give something, and of a proportional draw all. */
export const studied = (strata: readonly Allocated[], { kind }: Pick<Allocation, 'kind'>): Allocated[] =>
  kind === 'PROPORTIONAL' ? [...strata] : strata.filter(({ size }) => size > 0)
