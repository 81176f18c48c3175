import { readContent } from '@/lib/core/item/stages'
import { canSeeReviewerNames, canSeeVotes } from '@/lib/core/policy/policies'
import type { EarlierInput, EarlierOutput } from '@/lib/core/review/wire'
import { isJudgedAnew, listEarlier } from '@/lib/data/queries/earlier'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { requireReviewerEntry } from './require-reviewer-entry'

/** What the item was before, and what was said of it. Not before one's own answer is final, and in a study never. */
export async function earlier(ctx: Ctx, input: EarlierInput): Promise<EarlierOutput> {
  const reviewer = requireUser(ctx)
  const entry = await requireReviewerEntry(ctx, reviewer, input.entryId)
  const facts = factsFor(reviewer, entry.projectId)
  const entryFacts = { ...entry, closed: entry.stands, contested: entry.verdict === 'CONTESTED' }
  if (entry.purpose === 'STUDY') throw new ServiceError('forbidden', 'In a study nobody sees earlier texts or answers.')
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
  const { revisions, judgments } = await listEarlier(ctx.db, entry)
  // From here on its author has seen the others' answers: their own stands (whyItStands reads this event).
  if (judgments.some(({ reviewerId }) => reviewerId !== reviewer.userId)) {
    await inTransaction(ctx, (tx) =>
      writeAudit(tx, ctx, {
        action: 'votes.read',
        projectId: entry.projectId,
        target: { kind: 'entry', id: entry.id },
      }),
    )
  }
  const named = canSeeReviewerNames(facts, entryFacts)
  return {
    revisions: revisions.map(({ number, content, createdAt, item }) => ({
      number,
      content: readContent(item.stage, content),
      at: createdAt.toISOString(),
    })),
    judgments: judgments.map(({ reviewerId, name, createdAt, ...judgment }) => ({
      ...judgment,
      at: createdAt.toISOString(),
      reviewer: reviewerId === reviewer.userId ? 'you' : named ? name : 'a reviewer',
    })),
  }
}
