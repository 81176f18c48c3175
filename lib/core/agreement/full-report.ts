import type { Defined } from '../defined'
import { bootstrap } from './bootstrap'
import { brennanPrediger } from './brennan-prediger'
import { type Estimate, pointOf } from './chance-corrected'
import { clopperPearson } from './clopper-pearson'
import { COEFFICIENTS, type CoefficientName, coefficientEstimates, estimateInterval } from './coefficients'
import { explainCoefficients } from './explain'
import { fleissKappa } from './fleiss-kappa'
import { gwetAc1 } from './gwet'
import { krippendorffAlpha, type Level } from './krippendorff-alpha'
import { allPass, majorityPass } from './pass-rates'
import { type ItemCounts, percentAgreement } from './percent-agreement'
import { pairTable, type RatedItem, toCounts } from './ratings'
import type { AgreementRow } from './report'
import { type PairReport, pairsOf, type ReliabilityReport, reliabilityOf } from './reviewer-report'
import type { WeightKind } from './weights'
import type { Interval } from './wilson'

export interface FullReportOptions {
  pass?: string
  /** Every label that could be given, in their order; those found, in order of code units, unless told. */
  labels?: readonly string[]
  /** Of α; the other coefficients take the weights that go with it. */
  level?: Level
  seed?: number
  /** Resamples; 0: none. */
  draws?: number
}

interface Figure {
  value: number | null
  /** Why there is none. */
  reason?: string
  n: number
  standardError: number | null
  interval: Interval | null
  /** Percentile interval by resampling items. */
  bootstrap: (Interval & { dropped: number }) | null
}

export interface FullReport {
  labels: readonly string[]
  level: Level
  seed: number
  draws: number
  coefficients: Record<CoefficientName, Figure>
  /** Clopper and Pearson's, two-sided. */
  exact: { majorityPass: Interval | null; allPass: Interval | null }
  /** Each label against all others. */
  byLabel: {
    label: string
    votes: number
    percent: number | null
    fleiss: number | null
    alpha: number | null
    ac1: number | null
  }[]
  pairs: PairReport[]
  reliability: ReliabilityReport | null
  inWords: string[]
}

const WEIGHTS: Record<Level, WeightKind> = {
  NOMINAL: 'IDENTITY',
  ORDINAL: 'ORDINAL',
  INTERVAL: 'QUADRATIC',
  RATIO: 'QUADRATIC',
}

/**
 * Everything that can be said of the agreement in a judgments file. Rows of one reviewer on one item twice are the caller's
 * to refuse (agreementReport does). Labels that are numbers stand for themselves at the levels that need numbers.
 * Throws RangeError for a label that is not among `labels`, and for a level that needs numbers where labels are none.
 */
export function fullReport(
  rows: readonly AgreementRow[],
  { pass = 'accept', labels: declared, level = 'NOMINAL', seed = 1, draws = 2000 }: FullReportOptions = {},
): FullReport {
  const rated = toRatedItems(rows)
  const labels = declared ?? labelsOf(rows)
  const values = numbersOf(labels, level)
  const { counts, items } = toCounts(rated, labels)
  const reviewers = [...new Set(rated.flatMap(({ votes }) => votes.map(({ reviewer }) => reviewer)))].sort()
  const [one, other, ...more] = reviewers
  const table =
    one !== undefined && other !== undefined && more.length === 0 ? pairTable(rated, one, other, labels) : undefined
  const q = labels.length
  const options = { q, level, values, weights: WEIGHTS[level], table }
  const estimates = coefficientEstimates(counts, { ...options, items })
  const resampled = (name: CoefficientName) =>
    draws > 0 && estimates[name].value !== null && name !== 'cohen'
      ? bootstrap(items, (alike) => coefficientPoint(name, counts, { ...options, items: alike }), { seed, draws })
      : null
  const coefficients = Object.fromEntries(
    COEFFICIENTS.map((name) => [name, toFigure(name, estimates[name], resampled(name))]),
  ) as Record<CoefficientName, Figure>
  const votes = rated.map((item) => toVotes(item, pass))
  return {
    ...{ labels, level, seed, draws, coefficients },
    exact: { majorityPass: exact(majorityPass(votes)), allPass: exact(allPass(votes)) },
    byLabel: labels.map((label, column) => {
      const apart = counts.map((row) => [row[column]!, row.reduce((sum, count) => sum + count, 0) - row[column]!])
      return {
        label,
        votes: apart.reduce((sum, [own], row) => sum + own! * items[row]!, 0),
        percent: percentAgreement(apart, items).value,
        fleiss: fleissKappa(apart, items).value,
        alpha: krippendorffAlpha(apart, { items }).value,
        ac1: gwetAc1(apart, { items }).value,
      }
    }),
    pairs: pairsOf(rated, reviewers, labels),
    reliability: reliabilityOf(rated, labels),
    inWords: wordsOf(estimates, counts, items, labels),
  }
}

function toRatedItems(rows: readonly AgreementRow[]): (RatedItem & { abstained: number })[] {
  const byItem = new Map<string, { votes: { reviewer: string; label: string }[]; abstained: number }>()
  for (const { item, reviewer, label } of rows) {
    const known = byItem.get(String(item)) ?? { votes: [], abstained: 0 }
    if (label === null) known.abstained++
    else known.votes.push({ reviewer: String(reviewer), label: String(label) })
    byItem.set(String(item), known)
  }
  return [...byItem].map(([item, judged]) => ({ item, ...judged }))
}

const labelsOf = (rows: readonly AgreementRow[]) =>
  [...new Set(rows.flatMap(({ label }) => (label === null ? [] : [String(label)])))].sort((a, b) => {
    const [x, y] = [Number(a), Number(b)]
    return Number.isFinite(x) && Number.isFinite(y) ? x - y : a < b ? -1 : 1
  })

function numbersOf(labels: readonly string[], level: Level): number[] | undefined {
  if (level === 'NOMINAL' || level === 'ORDINAL') return undefined
  const values = labels.map(Number)
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at >= 0)
    throw new RangeError(`The level ${level.toLowerCase()} needs labels that are numbers, not "${labels[at]}".`)
  return values
}

/** The point alone: a resample needs no standard error. */
function coefficientPoint(
  name: CoefficientName,
  counts: readonly (readonly number[])[],
  options: { q: number; level: Level; values?: number[]; weights: WeightKind; items: ItemCounts },
): Defined<number> {
  const { items, q, level } = options
  if (level === 'NOMINAL') {
    if (name === 'percent') return percentAgreement(counts, items)
    if (name === 'fleiss' || name === 'scott') return fleissKappa(counts, items)
    if (name === 'ac1') return gwetAc1(counts, { items, q: Math.max(2, q) })
    if (name === 'brennanPrediger') return brennanPrediger(counts, { items, q: Math.max(2, q) })
  }
  if (name === 'alpha') return krippendorffAlpha(counts, { items, level, values: options.values })
  return pointOf(coefficientEstimates(counts, options)[name])
}

function toFigure(
  name: CoefficientName,
  estimate: Defined<Estimate>,
  resampled: ReturnType<typeof bootstrap> | null,
): Figure {
  if (estimate.value === null) {
    return { value: null, reason: estimate.reason, n: 0, standardError: null, interval: null, bootstrap: null }
  }
  const { value, n, standardError } = estimate.value
  return {
    ...{ value, n, standardError },
    interval: estimateInterval(estimate.value, name === 'percent' ? 0 : -1),
    bootstrap: resampled?.value ? { ...resampled.value.interval, dropped: resampled.value.dropped } : null,
  }
}

function toVotes({ votes, abstained }: { votes: RatedItem['votes']; abstained: number }, pass: string) {
  const accepts = votes.filter(({ label }) => label === pass).length
  return { accepts, rejects: votes.length - accepts, abstains: abstained, slots: votes.length + abstained }
}

const exact = ({ passed, n }: { passed: number; n: number }) => clopperPearson(passed, n).value

function wordsOf(
  estimates: Record<CoefficientName, Defined<Estimate>>,
  counts: readonly (readonly number[])[],
  items: ItemCounts,
  labels: readonly string[],
): string[] {
  const totals = labels.map((_, column) => counts.reduce((sum, row, index) => sum + row[column]! * items[index]!, 0))
  const most = Math.max(0, ...totals)
  const all = totals.reduce((sum, total) => sum + total, 0)
  return explainCoefficients({
    percent: pointOf(estimates.percent),
    fleiss: pointOf(estimates.fleiss),
    alpha: pointOf(estimates.alpha),
    ac1: pointOf(estimates.ac1),
    commonest: all === 0 ? 0 : most / all,
    label: labels[totals.indexOf(most)] ?? '',
  })
}
