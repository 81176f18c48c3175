import { type Defined, undefinedBecause } from '../defined'
import { type Estimate, NO_PAIR, NO_VARIATION } from './chance-corrected'
import { type ItemCounts, type RatingCounts, ratersOf } from './percent-agreement'

/** What may be said of two labels: that they differ, which is higher, by how much, or by what share. */
export type Level = 'NOMINAL' | 'ORDINAL' | 'INTERVAL' | 'RATIO'

export interface AlphaOptions {
  items?: ItemCounts
  level?: Level
  /** The number that each label stands for, for INTERVAL and RATIO; 1, 2, 3 … unless told. */
  values?: readonly number[]
}

/**
 * Krippendorff's α = 1 − D_o / D_e over items × labels, for any number of raters and with ratings missing. Each item with
 * m ≥ 2 ratings gives each of its pairs 1 / (m − 1); items with fewer drop out. Labels stand in their order, which the
 * levels above NOMINAL use.
 * Source: Krippendorff, Content Analysis, 3rd ed. (2013), ch. 12; Hayes & Krippendorff (2007), Communication Methods and
 * Measures 1(1), 77–89.
 *
 * Undefined when no item has two ratings, and when all ratings that can be paired are one label (0/0).
 * Throws RangeError for values that are not as many as the labels, or of RATIO below 0.
 */
export function krippendorffAlpha(counts: RatingCounts, options: AlphaOptions = {}): Defined<number> {
  const found = alphaOfCounts(counts, options)
  return found.value === null ? found : { value: found.value.value }
}

/**
 * α with the standard error of the jackknife over items: each item is left out once, which with vote patterns takes no
 * more time than there are patterns. Hughes (2022, arXiv:2210.13265) finds it better than the customary bootstrap of α
 * where items are few.
 */
export function alphaEstimate(counts: RatingCounts, options: AlphaOptions = {}): Defined<Estimate> {
  const found = alphaOfCounts(counts, options)
  if (found.value === null) return found
  const { value, rows, total, q, metric } = found.value
  const n = rows.reduce((sum, { alike }) => sum + alike, 0)
  const without = rows.map(({ row, raters, alike }) => {
    const own = coincidences([{ row, raters, alike: 1 }], q)
    const rest = total.map((cell, at) => cell - own[at]!)
    return { alpha: alphaOf(rest, q, metric), alike }
  })
  return { value: { value, standardError: jackknifeError(without, n), n } }
}

function alphaOfCounts(counts: RatingCounts, options: AlphaOptions) {
  const rows = counts
    .map((row, index) => ({ row, raters: ratersOf(row), alike: options.items?.[index] ?? 1 }))
    .filter(({ raters, alike }) => raters > 1 && alike > 0)
  if (rows.length === 0) return undefinedBecause(NO_PAIR)
  const q = rows[0]!.row.length
  const metric = { level: options.level ?? 'NOMINAL', values: valuesFor(options, q) }
  const total = coincidences(rows, q)
  const value = alphaOf(total, q, metric)
  return value === null ? undefinedBecause(NO_VARIATION) : { value: { value, rows, total, q, metric } }
}

function jackknifeError(without: readonly { alpha: number | null; alike: number }[], n: number): number | null {
  // One item alone made the variation: how α would move without it cannot be said.
  if (n < 2 || without.some(({ alpha }) => alpha === null)) return null
  const mean = without.reduce((sum, { alpha, alike }) => sum + alpha! * alike, 0) / n
  const squares = without.reduce((sum, { alpha, alike }) => sum + alike * (alpha! - mean) ** 2, 0)
  return Math.sqrt((squares * (n - 1)) / n)
}

function valuesFor({ level, values }: AlphaOptions, q: number): readonly number[] {
  if (!values) return Array.from({ length: q }, (_, k) => k + 1)
  if (values.length !== q) throw new RangeError(`${q} labels need ${q} values, not ${values.length}.`)
  if (level === 'RATIO' && values.some((value) => value < 0)) throw new RangeError('Values of a ratio start at 0.')
  return values
}

/** The coincidence matrix, row by row: how often two labels meet within an item. */
function coincidences(rows: readonly { row: readonly number[]; raters: number; alike: number }[], q: number): number[] {
  const matrix = new Array<number>(q * q).fill(0)
  for (const { row, raters, alike } of rows) {
    for (const [c, count] of row.entries()) {
      if (count === 0) continue
      for (const [k, other] of row.entries()) {
        matrix[c * q + k]! += (alike * count * (other - Number(c === k))) / (raters - 1)
      }
    }
  }
  return matrix
}

/** Null where the pairable ratings do not vary. */
function alphaOf(
  matrix: readonly number[],
  q: number,
  { level, values }: { level: Level; values: readonly number[] },
): number | null {
  const totals = values.map((_, c) => {
    let sum = 0
    for (let k = 0; k < q; k++) sum += matrix[c * q + k]!
    return sum
  })
  const n = totals.reduce((sum, total) => sum + total, 0)
  // Ranks up to the middle of each label; what lies between two labels is the difference of theirs.
  let below = 0
  const ranks = totals.map((total) => {
    below += total
    return below - total / 2
  })
  const difference = (c: number, k: number): number => {
    if (c === k) return 0
    if (level === 'NOMINAL') return 1
    if (level === 'ORDINAL') return (ranks[c]! - ranks[k]!) ** 2
    const apart = values[c]! - values[k]!
    return level === 'INTERVAL' ? apart ** 2 : (apart / (values[c]! + values[k]! || 1)) ** 2
  }
  let observed = 0
  let expected = 0
  for (let c = 0; c < q; c++) {
    for (let k = 0; k < q; k++) {
      const square = difference(c, k)
      observed += matrix[c * q + k]! * square
      expected += totals[c]! * totals[k]! * square
    }
  }
  return expected < 1e-9 ? null : 1 - ((n - 1) * observed) / expected
}
