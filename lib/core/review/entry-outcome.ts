import { countDecisions, type DecisionCounts, decideVerdict, type VerdictInput, type VerdictName } from './verdict'

/** What is written on an entry of its judgments. */
export interface EntryOutcome {
  status: 'OPEN' | 'HELD' | 'CLOSED' | 'VOID'
  verdict: VerdictName
  /** Counted judgments; zeros until it is closed. */
  votes: DecisionCounts
  /** Closed by several people's answers, any of which may still be taken back for a while. */
  several: boolean
}

const NO_VOTES: DecisionCounts = { accepts: 0, rejects: 0, edits: 0, abstains: 0 }

/**
 * A verdict and its counts show only once the entry is closed; a flagged entry stays held, however many answers come in.
 * One person's answer alone hides nothing of others, and an adjudicated one is not taken back: neither waits.
 */
export function entryOutcome({ held, ...input }: VerdictInput & { held: boolean }): EntryOutcome {
  const { verdict, closed, why } = decideVerdict(input)
  const adjudicated = why === 'ADJUDICATED'
  if (held && !adjudicated) return { status: 'HELD', verdict: 'OPEN', votes: NO_VOTES, several: false }
  if (!closed) return { status: 'OPEN', verdict: 'OPEN', votes: NO_VOTES, several: false }
  const several = input.judgments.length > 1 && !adjudicated
  return { status: 'CLOSED', verdict, votes: countDecisions(input.judgments), several }
}

export const sameOutcome = (one: EntryOutcome, other: EntryOutcome) => toText(one) === toText(other)

/** "CLOSED PASSED, 2 accept, 1 reject, 0 edit, 0 abstain, several": for comparing, and for telling what differs. */
export const toText = ({ status, verdict, votes: { accepts, rejects, edits, abstains }, several }: EntryOutcome) =>
  `${status} ${verdict}, ${accepts} accept, ${rejects} reject, ${edits} edit, ${abstains} abstain${several ? ', several' : ''}`
