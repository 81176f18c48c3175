export type Decision = 'ACCEPT' | 'REJECT' | 'EDIT' | 'ABSTAIN'
export type VerdictName = 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'

export interface VerdictRule {
  kind: 'MAJORITY' | 'UNANIMOUS' | 'FIRST_TO'
  /** Judgments that the entry needs (k). */
  slots: number
  /** Votes of one side that end a FIRST_TO entry. */
  firstTo: number | null
  /** What an EDIT says of the text as it stood. */
  editCountsAs: 'ACCEPT' | 'REJECT'
}

export interface VerdictInput {
  /** Live judgments only (neither withdrawn nor superseded), in any order. */
  judgments: readonly { decision: Decision; counted: boolean }[]
  adjudication: 'PASSED' | 'FAILED' | null
  rule: VerdictRule
}

export interface VerdictOutcome {
  verdict: VerdictName
  /** No further judgment is asked for: all slots are in, FIRST_TO was reached, or it was adjudicated. */
  closed: boolean
  accepts: number
  rejects: number
  abstains: number
  why: 'ADJUDICATED' | 'DECIDED' | 'TIED' | 'TOO_FEW_VOTES' | 'WAITING'
}

/** Votes without which a full entry decides nothing: more than half of its slots. */
export const quorum = (slots: number) => Math.floor(slots / 2) + 1

/**
 * The verdict on one entry. Total and free of order: any list of judgments has one, and the same whichever came first.
 *
 * - An adjudication outranks votes.
 * - Abstentions fill slots and are no votes; surplus judgments (`counted: false`) do neither.
 * - Until every slot is in, the verdict is OPEN (WAITING); FIRST_TO may close earlier.
 * - Full with fewer votes than `quorum(slots)`: closed, OPEN, TOO_FEW_VOTES; it goes to adjudication like a contested one.
 * - MAJORITY: more accepts than rejects pass, fewer fail, as many are CONTESTED (TIED).
 * - UNANIMOUS: one side has all votes, else CONTESTED (TIED).
 * - FIRST_TO m: the one side with m votes or more wins. Both there: the larger; neither when full, or as many: CONTESTED.
 *
 * Source: architecture §5; vectors of the majority with ties and abstentions in tests/unit/verdict.test.ts.
 */
export function decideVerdict({ judgments, adjudication, rule }: VerdictInput): VerdictOutcome {
  const votes = countVotes(judgments, rule.editCountsAs)
  if (adjudication) return { ...votes, verdict: adjudication, closed: true, why: 'ADJUDICATED' }

  const { accepts, rejects, abstains } = votes
  const full = accepts + rejects + abstains >= rule.slots
  if (rule.kind === 'FIRST_TO' && rule.firstTo !== null && Math.max(accepts, rejects) >= rule.firstTo) {
    return { ...votes, ...bySide(Math.sign(accepts - rejects)), closed: true }
  }
  if (!full) return { ...votes, verdict: 'OPEN', closed: false, why: 'WAITING' }
  if (accepts + rejects < quorum(rule.slots)) return { ...votes, verdict: 'OPEN', closed: true, why: 'TOO_FEW_VOTES' }
  if (rule.kind === 'FIRST_TO') return { ...votes, ...bySide(0), closed: true }
  if (rule.kind === 'UNANIMOUS' && accepts > 0 && rejects > 0) return { ...votes, ...bySide(0), closed: true }
  return { ...votes, ...bySide(Math.sign(accepts - rejects)), closed: true }
}

export interface DecisionCounts {
  accepts: number
  rejects: number
  edits: number
  abstains: number
}

/** Counted judgments by decision. */
export function countDecisions(judgments: VerdictInput['judgments']): DecisionCounts {
  const counts = { accepts: 0, rejects: 0, edits: 0, abstains: 0 }
  const keys = { ACCEPT: 'accepts', REJECT: 'rejects', EDIT: 'edits', ABSTAIN: 'abstains' } as const
  for (const { decision, counted } of judgments) if (counted) counts[keys[decision]]++
  return counts
}

/** Counted judgments by what they say of the text as it stood. */
export function countVotes(
  judgments: VerdictInput['judgments'],
  editCountsAs: 'ACCEPT' | 'REJECT',
): { accepts: number; rejects: number; abstains: number } {
  const { accepts, rejects, edits, abstains } = countDecisions(judgments)
  return editCountsAs === 'ACCEPT'
    ? { accepts: accepts + edits, rejects, abstains }
    : { accepts, rejects: rejects + edits, abstains }
}

function bySide(side: number): Pick<VerdictOutcome, 'verdict' | 'why'> {
  if (side > 0) return { verdict: 'PASSED', why: 'DECIDED' }
  if (side < 0) return { verdict: 'FAILED', why: 'DECIDED' }
  return { verdict: 'CONTESTED', why: 'TIED' }
}
