import { readContent } from '@/lib/core/item/stages'
import { canReadQuarantined, canSeeReviewerNames } from '@/lib/core/policy/policies'
import type { EarlierInput, EarlierOutput } from '@/lib/core/review/wire'
import { listEarlier } from '@/lib/data/queries/earlier'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'
import { requireOpenVotes } from './require-open-votes'

/** What the item was before, and what was said of it. Not before one's own answer is final, and in a study never. */
export async function earlier(ctx: Ctx, input: EarlierInput): Promise<EarlierOutput> {
  const reviewer = requireUser(ctx)
  const { entry, facts, entryFacts } = await requireOpenVotes(ctx, reviewer, input.entryId)
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
    // What a model answered before to a request that is not plainly benign may be no refusal, whatever the current text is.
    revisions: (mayHoldCompliance(entry) && !canReadQuarantined(facts) ? [] : revisions).map((revision) => ({
      number: revision.number,
      content: readContent(revision.item.stage, revision.content),
      at: revision.createdAt.toISOString(),
    })),
    judgments: judgments.map(({ reviewerId, name, createdAt, ...judgment }) => ({
      ...judgment,
      at: createdAt.toISOString(),
      reviewer: reviewerId === reviewer.userId ? 'you' : named ? name : 'a reviewer',
    })),
  }
}

const mayHoldCompliance = ({ stage, intent }: { stage: string; intent: string }) =>
  stage === 'RESPONSE' && intent !== 'BENIGN'
