import type { EntryFacts, ProjectFacts, Role } from './facts'

/** The table of who may do what. Predicates over loaded facts, never a rank: no role contains another. */

const has = (facts: ProjectFacts, ...roles: Role[]) => roles.some((role) => facts.roles.includes(role))

export const isMember = (facts: ProjectFacts) => facts.roles.length > 0
export const canRead = (facts: ProjectFacts) => facts.admin || isMember(facts)
export const canCurate = (facts: ProjectFacts) => facts.admin || has(facts, 'CURATOR')
export const canSpend = canCurate
/** By people who curate: a quarantined text is in no answer to a program. */
export const canReadQuarantined = (facts: ProjectFacts) => canCurate(facts) && !facts.program
export const canAdminister = (facts: Pick<ProjectFacts, 'admin'>) => facts.admin
export const canJudge = (facts: ProjectFacts, entry: Pick<EntryFacts, 'given' | 'barred'>) =>
  has(facts, 'REVIEWER', 'ADJUDICATOR', 'CURATOR') && entry.given && !entry.barred
export const canAdjudicate = (facts: ProjectFacts, entry: Pick<EntryFacts, 'judgedAt'>) =>
  has(facts, 'ADJUDICATOR', 'CURATOR') && entry.judgedAt === null
/** What a borderline instruction is for training. */
export const canSettleSplit = (facts: ProjectFacts) => has(facts, 'ADJUDICATOR', 'CURATOR')
export const canComment = (facts: ProjectFacts) => facts.admin || has(facts, 'REVIEWER', 'ADJUDICATOR', 'CURATOR')
/** What models did under a benchmark: harmful by design, and complied with in part. Numbers are for all who read. */
export const canReadTranscripts = (facts: ProjectFacts) =>
  facts.admin || has(facts, 'REVIEWER', 'ADJUDICATOR', 'CURATOR')

/** How long a judgment can be undone before its author sees what others said (ms). */
export const UNDO_MS = 60_000

/**
 * Whether votes, verdict, rates, model opinions, earlier reasons and attempt number of a revision may be shown.
 * A viewer, and anyone who judges in the project, sees closed entries only; one's own judgment opens it once undo has passed.
 */
export function canSeeVotes(facts: ProjectFacts, entry: EntryFacts, now: Date): boolean {
  if (!canRead(facts)) return false
  if (entry.closed) return true
  if (entry.judgedAt) return now.getTime() - entry.judgedAt.getTime() >= UNDO_MS
  return !facts.reviews && (facts.admin || has(facts, 'CURATOR'))
}

/** Names beside votes; everyone else reads "a reviewer". */
export function canSeeReviewerNames(facts: ProjectFacts, entry: EntryFacts): boolean {
  if (facts.admin || has(facts, 'CURATOR')) return entry.closed || !facts.reviews
  return has(facts, 'ADJUDICATOR') && entry.contested
}
