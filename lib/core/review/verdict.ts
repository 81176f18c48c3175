export type Decision = 'ACCEPT' | 'REJECT' | 'EDIT' | 'ABSTAIN' | 'AMBIGUOUS'
/** How AMBIGUOUS ("needs caution") is read: as a reject (strict), or as an accept (lenient). */
export type Reading = 'STRICT' | 'LENIENT'
export type VerdictName = 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'

export interface VerdictRule {
  kind: 'MAJORITY' | 'UNANIMOUS' | 'FIRST_TO'
  /** Judgments that the entry needs (k). */
  slots: number
  /** Votes of one side that end a FIRST_TO entry. */
  firstTo: number | null
  /** What an EDIT says of the text as it stood. */
  editCountsAs: 'ACCEPT' | 'REJECT'
  /** What AMBIGUOUS says of the text; REJECT when left out. */
  ambiguousCountsAs?: 'ACCEPT' | 'REJECT'
  /** MAJORITY only: with at least so many judgments the entry closes once the majority of all slots can no longer change. Null or left out: never before all are in. */
  startAt?: number | null
  /** MAJORITY only: judgments beyond `slots` that a close vote asks for before the entry closes. They are no votes. None when left out. */
  extraSlots?: number
  /** Its judgments answer questions and none is a vote: it closes with all slots in, and never has a verdict. False when left out. */
  questionsOnly?: boolean
}

export interface VerdictInput {
  /** Live judgments only (neither withdrawn nor superseded), in any order. */
  judgments: readonly {
    decision: Decision
    counted: boolean /** Given beyond the slots: not counted. */
    extra?: boolean
  }[]
  adjudication: 'PASSED' | 'FAILED' | null
  rule: VerdictRule
}

export interface VerdictOutcome {
  verdict: VerdictName
  /** No further judgment is asked for: all slots are in, FIRST_TO was reached, a majority is settled (`startAt`), or it was adjudicated. */
  closed: boolean
  accepts: number
  rejects: number
  abstains: number
  why: 'ADJUDICATED' | 'DECIDED' | 'TIED' | 'TOO_FEW_VOTES' | 'WAITING' | 'NO_VERDICT'
}

/** Votes without which a full entry decides nothing: more than half of its slots. */
export const quorum = (slots: number) => Math.floor(slots / 2) + 1

/**
 * The verdict on one entry. Total and free of order: any list of judgments has one, and the same whichever came first.
 *
 * - An adjudication outranks votes.
 * - Abstentions fill slots and are no votes; surplus judgments (`counted: false`) do neither.
 * - AMBIGUOUS is a vote: a reject, or by the rule an accept.
 * - Until every slot is in, the verdict is OPEN (WAITING); FIRST_TO may close earlier, and so may a MAJORITY with `startAt`:
 *   once no further judgments could change it (isMajoritySettled), so that it is the verdict that all slots would have given.
 * - Full with fewer votes than `quorum(slots)`: closed, OPEN, TOO_FEW_VOTES; it goes to adjudication like a contested one.
 * - MAJORITY: more accepts than rejects pass, fewer fail, as many are CONTESTED (TIED).
 *   Where it is close (isClose) and the rule has extra slots, it waits for these: they are no votes, and change nothing but when.
 * - UNANIMOUS: one side has all votes, else CONTESTED (TIED).
 * - Of questions only: closed when full, OPEN, NO_VERDICT.
 * - FIRST_TO m: the one side with m votes or more wins. Both there: the larger; neither when full, or as many: CONTESTED.
 *
 * Source: architecture §5; vectors of the majority with ties and abstentions in tests/unit/verdict.test.ts.
 */
export function decideVerdict({ judgments, adjudication, rule }: VerdictInput): VerdictOutcome {
  const counts = countDecisions(judgments)
  const votes = readVotes(counts, rule)
  if (adjudication) return { ...votes, verdict: adjudication, closed: true, why: 'ADJUDICATED' }

  const { accepts, rejects, abstains } = votes
  const full = accepts + rejects + abstains >= rule.slots
  if (rule.questionsOnly) return { ...votes, verdict: 'OPEN', closed: full, why: full ? 'NO_VERDICT' : 'WAITING' }
  if (rule.kind === 'FIRST_TO' && rule.firstTo !== null && Math.max(accepts, rejects) >= rule.firstTo) {
    return { ...votes, ...bySide(Math.sign(accepts - rejects)), closed: true }
  }
  if (!full && stopsEarly(rule) && accepts + rejects + abstains >= rule.startAt && isMajoritySettled(counts, rule)) {
    return { ...votes, ...bySide(Math.sign(accepts - rejects)), closed: true }
  }
  if (!full) return { ...votes, verdict: 'OPEN', closed: false, why: 'WAITING' }
  if (accepts + rejects < quorum(rule.slots)) return { ...votes, verdict: 'OPEN', closed: true, why: 'TOO_FEW_VOTES' }
  if (rule.kind === 'MAJORITY' && extrasLeft(judgments, rule) > 0) {
    return { ...votes, verdict: 'OPEN', closed: false, why: 'WAITING' }
  }
  if (rule.kind === 'FIRST_TO') return { ...votes, ...bySide(0), closed: true }
  if (rule.kind === 'UNANIMOUS' && accepts > 0 && rejects > 0) return { ...votes, ...bySide(0), closed: true }
  return { ...votes, ...bySide(Math.sign(accepts - rejects)), closed: true }
}

export interface DecisionCounts {
  accepts: number
  rejects: number
  edits: number
  abstains: number
  ambiguous: number
}

/** Counted judgments by decision. */
export function countDecisions(judgments: VerdictInput['judgments']): DecisionCounts {
  const counts = { accepts: 0, rejects: 0, edits: 0, abstains: 0, ambiguous: 0 }
  for (const { decision, counted } of judgments) if (counted) counts[COUNTED_AS[decision]]++
  return counts
}

const COUNTED_AS = {
  ACCEPT: 'accepts',
  REJECT: 'rejects',
  EDIT: 'edits',
  ABSTAIN: 'abstains',
  AMBIGUOUS: 'ambiguous',
} as const

type Readings = Pick<VerdictRule, 'editCountsAs' | 'ambiguousCountsAs'>

/** What one decision says of the text as it stood; null: it is no vote. */
export function voteOf(decision: Decision, rule: Readings): 'ACCEPT' | 'REJECT' | null {
  if (decision === 'ABSTAIN') return null
  if (decision === 'EDIT') return rule.editCountsAs
  return decision === 'AMBIGUOUS' ? (rule.ambiguousCountsAs ?? 'REJECT') : decision
}

/** Counts by what they say of the text as it stood. */
export function readVotes(
  { accepts, rejects, edits, abstains, ambiguous }: DecisionCounts,
  { editCountsAs, ambiguousCountsAs = 'REJECT' }: Readings,
): { accepts: number; rejects: number; abstains: number } {
  const edited = editCountsAs === 'ACCEPT' ? edits : 0
  const unsure = ambiguousCountsAs === 'ACCEPT' ? ambiguous : 0
  return {
    accepts: accepts + edited + unsure,
    rejects: rejects + (edits - edited) + (ambiguous - unsure),
    abstains,
  }
}

export const stopsEarly = (rule: VerdictRule): rule is VerdictRule & { startAt: number } =>
  rule.kind === 'MAJORITY' && rule.startAt != null

/** Both sides have votes, and one vote more could have made it a tie, or broken it. */
export const isClose = ({ accepts, rejects }: { accepts: number; rejects: number }) =>
  accepts > 0 && rejects > 0 && Math.abs(accepts - rejects) <= 1

/** Judgments beyond the slots that an entry with all slots in still asks for. */
export function extrasLeft(judgments: VerdictInput['judgments'], rule: VerdictRule): number {
  if (rule.kind !== 'MAJORITY' || !rule.extraSlots) return 0
  const votes = readVotes(countDecisions(judgments), rule)
  const full = votes.accepts + votes.rejects + votes.abstains >= rule.slots
  const enough = votes.accepts + votes.rejects >= quorum(rule.slots)
  return full && enough && isClose(votes)
    ? Math.max(0, rule.extraSlots - judgments.filter(({ extra }) => extra).length)
    : 0
}

/**
 * Whether no further judgments, up to all slots, could change which side has the majority. Where answers were AMBIGUOUS
 * this holds of both readings, each by itself, so that rates under either are those of all slots.
 */
export function isMajoritySettled(counts: DecisionCounts, rule: Readings & Pick<VerdictRule, 'slots'>): boolean {
  const readings = counts.ambiguous === 0 ? [rule.ambiguousCountsAs] : (['REJECT', 'ACCEPT'] as const)
  return readings.every((ambiguousCountsAs) => {
    const { accepts, rejects, abstains } = readVotes(counts, { ...rule, ambiguousCountsAs })
    const left = rule.slots - accepts - rejects - abstains
    return accepts + rejects >= quorum(rule.slots) && Math.abs(accepts - rejects) > left
  })
}

function bySide(side: number): Pick<VerdictOutcome, 'verdict' | 'why'> {
  if (side > 0) return { verdict: 'PASSED', why: 'DECIDED' }
  if (side < 0) return { verdict: 'FAILED', why: 'DECIDED' }
  return { verdict: 'CONTESTED', why: 'TIED' }
}
