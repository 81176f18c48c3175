import type { VerdictName } from './verdict'

/** KEPT: offered beside a text that passed. APPLIED: the item's next revision. DECLINED: on record only. PENDING: nothing settled yet. */
export type ProposalStatus = 'PENDING' | 'KEPT' | 'APPLIED' | 'DECLINED'

export interface ProposalInput {
  /** The entry's verdict; one that waits, or is contested, settles nothing. */
  verdict: VerdictName
  /** Proposals of live judgments on the entry. */
  proposals: readonly { id: string }[]
  /** The adjudicator's pick: an id, or null when none was picked or nobody adjudicated. */
  adjudicatedProposalId: string | null
  /** True once an adjudication stands: then "none picked" is an answer. */
  adjudicated?: boolean
}

export interface ProposalOutcome {
  outcomes: { id: string; status: ProposalStatus }[]
  /** The proposal that becomes current and opens a new entry, which its author may not judge. */
  opens: string | null
  /** Failed with several proposals and nobody has picked: the entry waits in adjudication. */
  needsAdjudication: boolean
}

/**
 * What becomes of the edits proposed on an entry: passed → all kept and offered; failed with one → it is applied;
 * failed with several → adjudication picks one and declines the others.
 * Throws RangeError when the pick is not among the proposals.
 */
export function decideProposals(input: ProposalInput): ProposalOutcome {
  const { verdict, proposals, adjudicatedProposalId: picked } = input
  if (picked !== null && !proposals.some(({ id }) => id === picked)) {
    throw new RangeError(`The picked proposal ${picked} does not belong to this entry.`)
  }
  const all = (status: ProposalStatus) => proposals.map(({ id }) => ({ id, status }))
  const settled = { opens: null, needsAdjudication: false }

  if (verdict === 'PASSED') return { outcomes: all('KEPT'), ...settled }
  if (verdict !== 'FAILED') return { outcomes: all('PENDING'), ...settled }
  const winner = picked ?? (!input.adjudicated && proposals.length === 1 ? proposals[0]!.id : null)
  if (winner !== null) {
    const outcomes = proposals.map(({ id }) => ({ id, status: id === winner ? 'APPLIED' : 'DECLINED' }) as const)
    return { outcomes, opens: winner, needsAdjudication: false }
  }
  if (input.adjudicated) return { outcomes: all('DECLINED'), ...settled }
  return { outcomes: all('PENDING'), opens: null, needsAdjudication: proposals.length > 1 }
}
