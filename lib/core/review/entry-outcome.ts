import {
  countDecisions,
  type DecisionCounts,
  decideVerdict,
  readVotes,
  type VerdictInput,
  type VerdictName,
  voteOf,
} from './verdict'

/** What gave a verdict: votes that were all alike, more votes of one side, or a person whose decision outranks them. */
export const SETTLED_BY = ['UNANIMOUS', 'MAJORITY', 'ADJUDICATED'] as const
export type SettledBy = (typeof SETTLED_BY)[number]

/** What is written on an entry of its judgments. */
export interface EntryOutcome {
  status: 'OPEN' | 'HELD' | 'CLOSED' | 'VOID'
  verdict: VerdictName
  /** Counted judgments; zeros until it is closed, and where none is a vote. */
  votes: DecisionCounts
  /** Closed by several people's answers, any of which may still be taken back for a while. */
  several: boolean
  /** Accepts among the first two votes, which are there whether or not the entry was closed early; null: fewer than two. */
  firstAccepts: number | null
  /** Null while it has no verdict. */
  settledBy: SettledBy | null
}

const NO_VOTES: DecisionCounts = { accepts: 0, rejects: 0, edits: 0, abstains: 0, ambiguous: 0 }
const UNSETTLED = { votes: NO_VOTES, several: false, firstAccepts: null, settledBy: null } as const

/**
 * A verdict and its counts show only once the entry is closed; a flagged entry stays held, however many answers come in.
 * One person's answer alone hides nothing of others, and an adjudicated one is not taken back: neither waits.
 * @param input its judgments oldest first
 */
export function entryOutcome({ held, ...input }: VerdictInput & { held: boolean }): EntryOutcome {
  const { verdict, closed, why } = decideVerdict(input)
  const adjudicated = why === 'ADJUDICATED'
  if (held && !adjudicated) return { status: 'HELD', verdict: 'OPEN', ...UNSETTLED }
  if (!closed) return { status: 'OPEN', verdict: 'OPEN', ...UNSETTLED }
  const several = input.judgments.length > 1 && !adjudicated
  if (why === 'NO_VERDICT') return { status: 'CLOSED', verdict, ...UNSETTLED, several }
  return {
    status: 'CLOSED',
    verdict,
    votes: countDecisions(input.judgments),
    several,
    firstAccepts: acceptsOfFirstTwo(input),
    settledBy: adjudicated ? 'ADJUDICATED' : settledByVotes(input, verdict),
  }
}

function acceptsOfFirstTwo({ judgments, rule }: VerdictInput): number | null {
  const votes = judgments.flatMap(({ decision, counted }) => (counted ? (voteOf(decision, rule) ?? []) : []))
  const first = votes.slice(0, 2)
  return first.length < 2 ? null : first.filter((vote) => vote === 'ACCEPT').length
}

function settledByVotes({ judgments, rule }: VerdictInput, verdict: VerdictName): SettledBy | null {
  if (verdict !== 'PASSED' && verdict !== 'FAILED') return null
  const { accepts, rejects } = readVotes(countDecisions(judgments), rule)
  return accepts > 0 && rejects > 0 ? 'MAJORITY' : 'UNANIMOUS'
}

export const sameOutcome = (one: EntryOutcome, other: EntryOutcome) => toText(one) === toText(other)

/** "CLOSED PASSED, 2 accept, 1 reject, 0 edit, 0 abstain, 0 ambiguous, several, MAJORITY, first two 1": for comparing, and for telling what differs. */
export const toText = ({ status, verdict, votes, several, firstAccepts, settledBy }: EntryOutcome) => {
  const { accepts, rejects, edits, abstains, ambiguous } = votes
  const counts = `${accepts} accept, ${rejects} reject, ${edits} edit, ${abstains} abstain, ${ambiguous} ambiguous`
  const rest = [several && 'several', settledBy, firstAccepts !== null && `first two ${firstAccepts}`].filter(Boolean)
  return [`${status} ${verdict}`, counts, ...rest].join(', ')
}
