import { BASIS_TEXT, type Basis, isFixed, type OverlapVotes } from '../agreement/basis'
import { coefficientEstimates, estimateInterval } from '../agreement/coefficients'
import type { PairedKappa } from '../agreement/cohen-pairs'
import { type Defined, undefinedBecause } from '../defined'
import { type AgreementLine, type CoefficientLine, intervalOf } from './agreement-view'
import { BLIND_BELOW } from './rates'

/** Votes on answers in their order: accept, ambiguous, reject. */
interface OrderedVotes extends OverlapVotes {
  items: number
  ambiguous: number
  ambiguousAs: 'ACCEPT' | 'REJECT'
}

export interface OrderedLine {
  n: number
  basis: Basis
  lines: CoefficientLine[]
}

const ORDERED = ['percent', 'alpha', 'fleiss', 'ac1', 'ac2', 'brennanPrediger'] as const

/**
 * With "ambiguous" as an answer of its own between the two: what is next to each other half agrees (ordinal weights).
 * Where items may close early only those that always get all their judgments: of the first two votes it is not kept which
 * were ambiguous. Null where no answer was, and of few items to people who judge.
 */
export function orderedLine(patterns: readonly OrderedVotes[], viewer: { reviews: boolean }): OrderedLine | null {
  if (!patterns.some(({ ambiguous }) => ambiguous > 0)) return null
  const fixed = isFixed(patterns)
  const used = patterns.filter(({ fullOverlap = true }) => fixed || fullOverlap)
  const counts = used.map(({ accepts, rejects, ambiguous, ambiguousAs }) => [
    accepts - (ambiguousAs === 'ACCEPT' ? ambiguous : 0),
    ambiguous,
    rejects - (ambiguousAs === 'REJECT' ? ambiguous : 0),
  ])
  const items = used.map((pattern) => pattern.items)
  const n = items.reduce((sum, alike, row) => sum + (counts[row]!.reduce((a, b) => a + b, 0) > 1 ? alike : 0), 0)
  if (viewer.reviews && n < BLIND_BELOW) return null
  const estimates = coefficientEstimates(counts, { items, q: 3, level: 'ORDINAL', weights: 'ORDINAL' })
  return {
    ...{ n, basis: fixed ? 'ALL_VOTES' : 'FULL_OVERLAP' },
    lines: ORDERED.map((name) => ({ name, estimate: estimates[name], interval: intervalOf(name, estimates[name]) })),
  }
}

const TWO_ANSWERS = 'two answers have no order: AC2 is AC1; it shows where “ambiguous” is an answer'

/** All coefficients of the page: those of counts, κ of pairs (null: not read), and AC2 of answers in their order. */
export function wholeLines(
  line: AgreementLine,
  { kappa, ordered }: { kappa: Defined<PairedKappa> | null; ordered: OrderedLine | null },
): CoefficientLine[] {
  return line.lines.map((one) => {
    if (one.name === 'cohen') return kappaLine(kappa)
    if (one.name !== 'ac2') return one
    const ac2 = ordered?.lines.find(({ name }) => name === 'ac2')
    if (!ordered || !ac2) return { ...one, estimate: undefinedBecause(TWO_ANSWERS), interval: null }
    return { ...ac2, note: `accept, ambiguous, reject in their order, from ${BASIS_TEXT[ordered.basis]}` }
  })
}

function kappaLine(kappa: Defined<PairedKappa> | null): CoefficientLine {
  if (kappa === null)
    return { name: 'cohen', estimate: undefinedBecause('it reads every judgment: see below'), interval: null }
  if (kappa.value === null) return { name: 'cohen', estimate: kappa, interval: null }
  const { pairs, leftOut, reviewers } = kappa.value
  if (pairs === 1 && leftOut === 0)
    return { name: 'cohen', estimate: kappa, interval: intervalOf('cohen', kappa), note: 'the one pair of reviewers' }
  return {
    ...{ name: 'cohen', estimate: kappa },
    interval: estimateInterval({ ...kappa.value, n: reviewers }),
    note: `mean of ${pairs} pairs, each weighed by its items; interval by reviewers${leftOut > 0 ? `; ${leftOut} pairs have none` : ''}`,
  }
}
