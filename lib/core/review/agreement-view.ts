import { agreementBasis, type Basis, type OverlapVotes } from '../agreement/basis'
import type { Estimate } from '../agreement/chance-corrected'
import { type CoefficientName, coefficientEstimates, estimateInterval } from '../agreement/coefficients'
import type { Patterns } from '../agreement/ratings'
import { type Interval, wilson } from '../agreement/wilson'
import { type Defined, undefinedBecause } from '../defined'
import { BLIND_BELOW } from './rates'

export interface CoefficientLine {
  name: CoefficientName
  estimate: Defined<Estimate>
  interval: Interval | null
  /** What else to know of it. */
  note?: string
}

/** Figures of agreement on some items, or why a reader does not get them. */
export interface AgreementLine {
  key: string
  label: string
  /** Items with two votes or more. */
  n: number
  votes: number
  /** Share of votes that accept. */
  accepted: number | null
  basis: Basis
  withheld: boolean
  lines: CoefficientLine[]
}

/** Two reviewers on the items that both judged. */
export interface PairLine {
  one: string
  other: string
  n: number
  withheld: boolean
  percent: number | null
  kappa: number | null
  ac1: number | null
}

export const NAMES: Record<CoefficientName, string> = {
  percent: 'Percent agreement',
  cohen: 'Cohen’s κ',
  scott: 'Scott’s π',
  fleiss: 'Fleiss’ κ',
  alpha: 'Krippendorff’s α',
  ac1: 'Gwet’s AC1',
  ac2: 'Gwet’s AC2',
  brennanPrediger: 'Brennan–Prediger',
}

const SHOWN = ['percent', 'alpha', 'fleiss', 'cohen', 'scott', 'ac1', 'ac2', 'brennanPrediger'] as const

/** Closed items that voted alike, as counts of accepts and rejects on the votes that agreement may use. */
export function toPatterns(votes: readonly OverlapVotes[]): Patterns & { basis: Basis } {
  const { basis, votes: used } = agreementBasis(votes)
  const alike = new Map<string, { row: number[]; items: number }>()
  for (const { accepts, rejects, items = 1 } of used) {
    const known = alike.get(`${accepts}.${rejects}`)
    if (known) known.items += items
    else alike.set(`${accepts}.${rejects}`, { row: [accepts, rejects], items })
  }
  const patterns = [...alike.values()]
  return { counts: patterns.map(({ row }) => row), items: patterns.map(({ items }) => items), basis }
}

/** Every coefficient over counts of two labels or more, the first of which is what passes. */
export function agreementLine(
  head: { key: string; label: string },
  { counts, items, basis = 'ALL_VOTES', q }: Patterns & { basis?: Basis; q?: number },
  viewer: { reviews: boolean },
): AgreementLine {
  const raters = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const sum = (of: (row: number) => number) => items.reduce((total, alike, row) => total + alike * of(row), 0)
  const n = sum((row) => Number(raters[row]! > 1))
  const votes = sum((row) => raters[row]!)
  const withheld = viewer.reviews && n < BLIND_BELOW
  const estimates = coefficientEstimates(counts, { items, q })
  return {
    ...head,
    ...{ n, votes, basis, withheld },
    accepted: votes > 0 && !withheld ? sum((row) => counts[row]![0] ?? 0) / votes : null,
    lines: withheld
      ? []
      : SHOWN.map((name) => ({
          name,
          estimate: estimates[name],
          interval: intervalOf(name, estimates[name]),
        })),
  }
}

export const coefficientOf = (line: AgreementLine, name: CoefficientName) =>
  line.lines.find((one) => one.name === name) ?? null

export const intervalOf = (name: CoefficientName, { value }: Defined<Estimate>) =>
  value && estimateInterval(value, name === 'percent' ? 0 : -1)

/** How the closed items were settled, and the pass rate by votes and by what stands: before and after adjudication. */
export function adjudicationView(
  patterns: readonly (OverlapVotes & { settledBy: string | null; verdict: string; items: number })[],
) {
  const count = (has: (pattern: (typeof patterns)[number]) => boolean) =>
    patterns.reduce((sum, pattern) => sum + (has(pattern) ? pattern.items : 0), 0)
  const n = count(() => true)
  const adjudicated = ({ settledBy }: { settledBy: string | null }) => settledBy === 'ADJUDICATED'
  const before = count(({ accepts, rejects, slots }) => accepts > rejects && accepts + rejects > Math.floor(slots / 2))
  const after = count(({ verdict }) => verdict === 'PASSED')
  const against = count(
    (pattern) =>
      adjudicated(pattern) &&
      (pattern.verdict === 'PASSED' ? pattern.rejects > pattern.accepts : pattern.accepts > pattern.rejects),
  )
  return {
    n,
    unanimous: count(({ settledBy }) => settledBy === 'UNANIMOUS'),
    majority: count(({ settledBy }) => settledBy === 'MAJORITY'),
    adjudicated: count(adjudicated),
    unsettled: count(({ settledBy }) => settledBy === null),
    against,
    before: { passed: before, interval: wilson(before, n) },
    after: { passed: after, interval: wilson(after, n) },
    votesBefore: votesWith(patterns, ({ accepts, rejects }) => Math.sign(accepts - rejects)),
    votesAfter: votesWith(patterns, ({ verdict }) => SIDE[verdict] ?? 0),
  }
}

const SIDE: Record<string, number> = { PASSED: 1, FAILED: -1 }

export interface VoteShare {
  agreeing: number
  votes: number
  items: number
  interval: Defined<Interval>
}

/**
 * Of the votes on items that went one way, those that said so. The interval takes items, not votes, as independent: that of a
 * ratio of sums, linearised (Cochran, Sampling Techniques, 3rd ed., 1977, §6.3).
 */
function votesWith<P extends OverlapVotes>(patterns: readonly P[], sideOf: (pattern: P) => number): VoteShare {
  const rows = patterns.flatMap((pattern) => {
    const side = sideOf(pattern)
    const { accepts, rejects, items = 1 } = pattern
    return side === 0 || accepts + rejects === 0
      ? []
      : [{ agreeing: side > 0 ? accepts : rejects, votes: accepts + rejects, items }]
  })
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + row.items * of(row), 0)
  const [agreeing, votes, items] = [sum((row) => row.agreeing), sum((row) => row.votes), sum(() => 1)]
  if (items < 2) return { agreeing, votes, items, interval: undefinedBecause(items === 0 ? 'no data' : 'one item') }
  const share = agreeing / votes
  const spread = sum((row) => (row.agreeing - share * row.votes) ** 2)
  const half = (1.959964 * Math.sqrt((spread * items) / (items - 1))) / votes
  return {
    ...{ agreeing, votes, items },
    interval: { value: { low: Math.max(0, share - half), high: Math.min(1, share + half) } },
  }
}
