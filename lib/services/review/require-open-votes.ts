import type { EntryFacts, ProjectFacts } from '@/lib/core/policy/facts'
import { canSeeVotes } from '@/lib/core/policy/policies'
import { isJudgedAnew } from '@/lib/data/queries/earlier'
import { type Ctx, factsFor, type UserActor } from '../context'
import { ServiceError } from '../errors'
import { type ReviewerEntry, requireReviewerEntry } from './require-reviewer-entry'

interface OpenVotes {
  entry: ReviewerEntry
  facts: ProjectFacts
  entryFacts: EntryFacts
}

/**
 * An entry of which the reviewer may read what others said: people, the detector, judge models. Not before their own
 * answer is final, not while another text of the item is judged, not while its text is masked to them, and in queues that only measure never.
 */
export async function requireOpenVotes(ctx: Ctx, reviewer: UserActor, entryId: string): Promise<OpenVotes> {
  const entry = await requireReviewerEntry(ctx, reviewer, entryId)
  const facts = factsFor(reviewer, entry.projectId)
  const entryFacts = { ...entry, closed: entry.stands, contested: entry.verdict === 'CONTESTED' }
  if (entry.purpose !== 'CURATION')
    throw new ServiceError('forbidden', 'This queue only measures: in it nobody sees earlier texts or answers.')
  if (!canSeeVotes(facts, entryFacts, ctx.now)) {
    throw new ServiceError(
      'forbidden',
      'Earlier texts and answers show once you have judged and the time to undo has passed.',
    )
  }
  if (entry.masked && !entry.revealed) {
    throw new ServiceError('forbidden', 'This item is masked. Show its text first; then its earlier texts show too.')
  }
  if (await isJudgedAnew(ctx.db, entry, reviewer.userId)) {
    throw new ServiceError(
      'forbidden',
      'This item is being judged again. Earlier texts and answers show once that is done.',
    )
  }
  return { entry, facts, entryFacts }
}
