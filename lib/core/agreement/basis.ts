import type { ItemVotes } from './pass-rates'

/** Votes on a closed item that may have been closed before all its slots were in. */
export interface OverlapVotes extends ItemVotes {
  /** It always gets all its slots, whatever its first votes say: chosen before anybody judged. So when left out. */
  fullOverlap?: boolean
  /** Accepts among its first two votes; null: it has fewer than two. Needed where `fullOverlap` is false for any. */
  firstAccepts?: number | null
}

/** Which votes a figure is computed from. */
export type Basis = 'ALL_VOTES' | 'FIRST_TWO' | 'FULL_OVERLAP'

export interface BasisVotes {
  basis: Basis
  votes: ItemVotes[]
}

export const BASIS_TEXT: Record<Basis, string> = {
  ALL_VOTES: 'all votes',
  FIRST_TWO: 'the first two votes on each item',
  FULL_OVERLAP: 'items that always get all their judgments',
}

/** Whether every item was asked for all its judgments, so that any figure may use all votes. */
export const isFixed = (patterns: readonly OverlapVotes[]) => patterns.every(({ fullOverlap = true }) => fullOverlap)

/**
 * The votes that coefficients of agreement (percent, κ, π, α, AC1, AC2) are computed from.
 *
 * An item that was closed as soon as its majority was settled has fewer votes where people agree: among all votes the
 * ones that disagree weigh too much. The first two are there whatever they say, since nothing closes before them: over
 * these the coefficients are those of any two reviewers. Items with fewer than two votes drop out.
 *
 * The bias of all votes, and that this has none, is shown by simulation in tests/unit/overlap.test.ts.
 */
export function agreementBasis(patterns: readonly OverlapVotes[]): BasisVotes {
  if (isFixed(patterns)) return { basis: 'ALL_VOTES', votes: [...patterns] }
  const votes = patterns.flatMap(({ firstAccepts, items = 1 }) =>
    firstAccepts == null ? [] : [{ accepts: firstAccepts, rejects: 2 - firstAccepts, abstains: 0, slots: 2, items }],
  )
  return { basis: 'FIRST_TWO', votes: alike(votes) }
}

/** The items that all-pass is computed from: an item closed early could still have been rejected once. */
export function allPassBasis(patterns: readonly OverlapVotes[]): BasisVotes {
  if (isFixed(patterns)) return { basis: 'ALL_VOTES', votes: [...patterns] }
  return { basis: 'FULL_OVERLAP', votes: patterns.filter(({ fullOverlap = true }) => fullOverlap) }
}

function alike(votes: readonly Required<Pick<ItemVotes, 'accepts' | 'rejects' | 'abstains' | 'slots' | 'items'>>[]) {
  const byAccepts = new Map<number, (typeof votes)[number]>()
  for (const one of votes) {
    const known = byAccepts.get(one.accepts)
    byAccepts.set(one.accepts, known ? { ...known, items: known.items + one.items } : one)
  }
  return [...byAccepts.values()]
}
