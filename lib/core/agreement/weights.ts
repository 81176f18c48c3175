/** How much two labels agree, from 0 (not at all) to 1 (the same), for labels in their order. */
export type WeightKind = 'IDENTITY' | 'LINEAR' | 'QUADRATIC' | 'ORDINAL'

export type Weights = readonly (readonly number[])[]

/**
 * Agreement weights between q ordered labels: IDENTITY for names, LINEAR 1 − |x − y| / range and QUADRATIC with the square
 * of that for values (1, 2, 3 … unless told), ORDINAL for ranks alone: 1 − C(|k − l| + 1, 2) / C(q, 2).
 * Source: Gwet, Handbook of Inter-Rater Reliability, 4th ed. (2014), ch. 3.
 */
export function weightsOf(
  kind: WeightKind,
  q: number,
  values: readonly number[] = Array.from({ length: q }, (_, k) => k + 1),
): Weights {
  if (values.length !== q) throw new RangeError(`${q} labels need ${q} values, not ${values.length}.`)
  const range = Math.max(...values) - Math.min(...values)
  const weight = (k: number, l: number): number => {
    if (k === l) return 1
    if (kind === 'IDENTITY') return 0
    const steps = Math.abs(k - l)
    if (kind === 'ORDINAL') return 1 - (steps * (steps + 1)) / (q * (q - 1))
    if (range === 0) return 1
    const apart = Math.abs(values[k]! - values[l]!) / range
    return kind === 'LINEAR' ? 1 - apart : 1 - apart * apart
  }
  return values.map((_, k) => values.map((_, l) => weight(k, l)))
}
