import type { Defined } from '../defined'
import { type Estimate, pointOf } from './chance-corrected'
import { type ClaimReport, claimReport } from './claim-report'
import { clopperPearson } from './clopper-pearson'
import { clustersOf } from './clusters'
import { COEFFICIENTS, type CoefficientName, coefficientEstimates, estimateInterval } from './coefficients'
import { type PairedKappa, pairedKappa } from './cohen-pairs'
import { explainCoefficients } from './explain'
import { fleissKappa } from './fleiss-kappa'
import { gwetAc1 } from './gwet'
import { krippendorffAlpha, type Level } from './krippendorff-alpha'
import { allPass, type ItemVotes, majorityPass } from './pass-rates'
import { type ItemCounts, percentAgreement } from './percent-agreement'
import { pairTables, type Rated, type RatedItem, toCounts } from './ratings'
import { type ReadingRates, readingRates } from './reading-rates'
import type { AgreementRow } from './report'
import { leaveReviewersOut, type ResampledCoefficient, type ResampledRange, resampleCoefficient } from './resampled'
import { type PairReport, pairsOf, type ReliabilityReport, reliabilityOf } from './reviewer-report'
import type { WeightKind } from './weights'
import type { Interval } from './wilson'

export interface FullReportOptions {
  pass?: string
  /** Every label that could be given, in their order; those found, in order of code units, unless told. */
  labels?: readonly string[]
  /** Of α; the other coefficients take the weights that go with it, AC1 becomes AC2 beside itself. */
  level?: Level
  seed?: number
  /** Resamples; 0: none. */
  draws?: number
  /** The label that says "ambiguous": pass rates are then given with it as a pass and as none. */
  ambiguous?: string
  /** "At least this share passes": the items in the order of the rows are held against it. */
  claim?: number
  /** Of the sequential test: the rate below which the set is bad. */
  bad?: number
  /** Members of the set that the items were drawn from. */
  population?: number
  /** Members of each stratum of it; rows then name the stratum of their item. */
  strata?: Readonly<Record<string, number>>
}

/** An interval found by drawing anew or leaving out; null: it was not asked for, or is not defined. */
type Range = (Interval & { dropped: number }) | null

export interface Figure {
  value: number | null
  /** Why there is none. */
  reason?: string
  /** What else to know of it. */
  note?: string
  n: number
  standardError: number | null
  interval: Interval | null
  /** Percentile interval by resampling items. */
  bootstrap: Range
  /** By leaving out each item once. */
  jackknife: Range
  /** By leaving out each reviewer once. */
  byReviewer: Range
  /** By resampling whole clusters, where rows name them. */
  byCluster: Range
}

export interface FullReport {
  labels: readonly string[]
  level: Level
  seed: number
  draws: number
  /** Clusters that rows name; null: none. */
  clusters: number | null
  coefficients: Record<CoefficientName, Figure>
  /** Clopper and Pearson's, two-sided. */
  exact: { majorityPass: Interval | null; allPass: Interval | null }
  /** With "ambiguous" as no pass and as a pass; null: no row says so. */
  readings: ReadingRates | null
  claim: ClaimReport
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
 * Throws RangeError for a label that is not among `labels`, for a level that needs numbers where labels are none, and for
 * an item whose rows name two clusters or strata.
 */
export function fullReport(rows: readonly AgreementRow[], options: FullReportOptions = {}): FullReport {
  const { pass = 'accept', labels: declared, level = 'NOMINAL', seed = 1, draws = 2000 } = options
  const rated = toRatedItems(rows)
  const labels = declared ?? labelsOf(rows)
  const patterns = toCounts(rated, labels)
  const { counts, items } = patterns
  const reviewers = [...new Set(rated.flatMap(({ votes }) => votes.map(({ reviewer }) => reviewer)))].sort()
  const within = { q: labels.length, level, values: numbersOf(labels, level), weights: WEIGHTS[level] }
  const estimates = coefficientEstimates(counts, { ...within, items })
  const kappa = pairedKappa(pairTables(rated, reviewers, labels))
  const clusters = clustersOf(rows, rated, patterns, labels)
  const withoutReviewer = leaveReviewersOut(patterns, ownVotes(rated, labels))
  const resampled = (name: CoefficientName): ResampledCoefficient | null =>
    draws > 0 && estimates[name].value !== null
      ? resampleCoefficient(name, patterns, { sources: clusters, withoutReviewer }, within, { seed, draws })
      : null
  const coefficients = Object.fromEntries(
    COEFFICIENTS.map((name) => [
      name,
      name === 'cohen' ? cohenFigure(kappa) : toFigure(name, estimates[name], resampled(name)),
    ]),
  ) as Record<CoefficientName, Figure>
  const votes = rated.map((item) => toVotes(item, pass))
  return {
    ...{ labels, level, seed, draws, coefficients },
    clusters: clusters?.reduce((sum, { alike }) => sum + alike, 0) ?? null,
    exact: { majorityPass: exact(majorityPass(votes)), allPass: exact(allPass(votes)) },
    readings: readingRates(rated, { pass, ambiguous: options.ambiguous ?? 'ambiguous' }),
    claim: claimReport(rows, rated, { ...options, pass }),
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

/** Vote by vote, with what else was said of the item. */
function ownVotes(rated: readonly RatedItem[], labels: readonly string[]) {
  const columns = new Map(labels.map((label, index) => [label, index]))
  return rated.flatMap(({ votes }) => {
    const counts = labels.map(() => 0)
    for (const { label } of votes) counts[columns.get(label)!]!++
    return votes.map(({ reviewer, label }) => ({ reviewer, own: columns.get(label)!, counts, items: 1 }))
  })
}

function toRatedItems(rows: readonly AgreementRow[]): Rated[] {
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

function toFigure(name: CoefficientName, estimate: Defined<Estimate>, found: ResampledCoefficient | null): Figure {
  if (estimate.value === null) return { ...NOTHING, reason: estimate.reason }
  const { value, n, standardError } = estimate.value
  return {
    ...{ value, n, standardError },
    interval: estimateInterval(estimate.value, name === 'percent' ? 0 : -1),
    bootstrap: rangeOf(found?.items),
    jackknife: rangeOf(found?.itemsLeftOut),
    byReviewer: rangeOf(found?.reviewersLeftOut),
    byCluster: rangeOf(found?.sources),
  }
}

const NOTHING = {
  ...{ value: null, n: 0, standardError: null, interval: null },
  ...{ bootstrap: null, jackknife: null, byReviewer: null, byCluster: null },
}

const rangeOf = (found: ResampledRange | null | undefined): Range =>
  found?.value ? { ...found.value.interval, dropped: found.value.dropped } : null

/** Of two reviewers theirs; of more the mean of all pairs, whose interval is one by reviewers. */
function cohenFigure(kappa: Defined<PairedKappa>): Figure {
  if (kappa.value === null) return { ...NOTHING, reason: kappa.reason }
  const { value, n, standardError, pairs, leftOut, reviewers } = kappa.value
  if (pairs === 1 && leftOut === 0)
    return { ...NOTHING, ...{ value, n, standardError }, interval: estimateInterval(kappa.value) }
  const range = estimateInterval({ value, standardError, n: reviewers })
  return {
    ...{ ...NOTHING, value, n, standardError },
    note: `mean of ${pairs} pairs, each weighed by its items${leftOut > 0 ? `; ${leftOut} have none` : ''}`,
    byReviewer: range && { ...range, dropped: 0 },
  }
}

function toVotes({ votes, abstained }: Rated, pass: string): ItemVotes {
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
