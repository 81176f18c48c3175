import { agreementBasis, type Basis, type OverlapVotes } from '../agreement/basis'
import { coefficientEstimates } from '../agreement/coefficients'
import { fleissKappa } from '../agreement/fleiss-kappa'
import { countItems } from '../agreement/pass-rates'
import { percentAgreement } from '../agreement/percent-agreement'
import type { Interval } from '../agreement/wilson'
import type { Defined } from '../defined'
import { intervalOf } from './agreement-view'
import {
  type RateFigures,
  type RateGroup,
  type RateScope,
  type ReadingFigures,
  rateFigures,
  readingFigures,
} from './rates'

/** Closed items that voted alike. */
export interface PatternVotes extends OverlapVotes {
  items: number
}

export interface RateLine {
  key: string
  label: string
  figures: RateFigures
  /** Under both readings of ambiguous answers; null: there are none. */
  readings: ReadingFigures | null
  n: number
  open: number
}

interface Grouped<P> {
  patterns: readonly P[]
  open: readonly { items: number }[]
}

const countOf = (rows: readonly { items: number }[]) => rows.reduce((sum, { items }) => sum + items, 0)

/** One line of pass rates over some closed items and the open ones beside them. */
export function rateLine<P extends PatternVotes>(
  line: { key: string; label: string; within?: string },
  { patterns, open }: Grouped<P>,
  scope: { noun: string; group: RateGroup },
  viewer: { reviews: boolean },
): RateLine {
  const within: RateScope = { ...scope, within: line.within }
  const still = countOf(open)
  const figures = rateFigures(patterns, still, within, viewer)
  const readings = readingFigures(patterns, still, within, viewer)
  return { key: line.key, label: line.label, figures, readings, n: countOf(patterns), open: still }
}

export interface AgreementFigures {
  percent: Defined<number>
  kappa: Defined<number>
  /** 95 %; null where the value is undefined. */
  intervals: { percent: Interval | null; kappa: Interval | null }
  /** Items with at least two votes: those that agreement is about. */
  n: number
  /** The votes that it is computed from. */
  basis: Basis
}

/** Agreement of votes (accept, reject), of which only those count that do not depend on when an item was closed; abstentions are no ratings. */
export function agreementFigures(patterns: readonly PatternVotes[]): AgreementFigures {
  const { basis, votes } = agreementBasis(patterns)
  const counts = votes.map(({ accepts, rejects }) => [accepts, rejects])
  const items = votes.map(({ items = 1 }) => items)
  const n = countItems(votes.filter(({ accepts, rejects }) => accepts + rejects >= 2))
  const [percent, kappa] = [percentAgreement(counts, items), fleissKappa(counts, items)]
  const estimates = coefficientEstimates(counts, { items })
  const intervals = {
    percent: percent.value === null ? null : intervalOf('percent', estimates.percent),
    kappa: kappa.value === null ? null : intervalOf('fleiss', estimates.fleiss),
  }
  return { percent, kappa, intervals, n, basis }
}

type Voted = Pick<PatternVotes, 'accepts' | 'rejects' | 'abstains' | 'items'>

/** Patterns of votes with their items, most accepts first. */
export function votePatterns(patterns: readonly PatternVotes[]): Voted[] {
  const byKey = new Map<string, Voted>()
  for (const { accepts, rejects, abstains, items } of patterns) {
    const key = `${accepts}.${rejects}.${abstains}`
    byKey.set(key, { accepts, rejects, abstains, items: (byKey.get(key)?.items ?? 0) + items })
  }
  return [...byKey.values()].sort(
    (a, b) => b.accepts - b.rejects - (a.accepts - a.rejects) || b.accepts - a.accepts || a.abstains - b.abstains,
  )
}
