import type { DraftInput, DraftOutput } from '@/lib/core/review/wire'
import type { Ctx } from '../context'
import { requireUser } from '../require-user'
import { requireReviewerEntry } from './require-reviewer-entry'
import { tidyJudgment } from './tidy-judgment'

/**
 * Keeps what is being written, so that a reload or another machine finds it. Drafts carry the client's own counter: one
 * that arrives late never overwrites a newer one, and none comes back after the answer is in. Private to its writer.
 */
export async function saveDraft(ctx: Ctx, input: DraftInput): Promise<DraftOutput> {
  const reviewer = requireUser(ctx)
  const entry = await requireReviewerEntry(ctx, reviewer, input.entryId)
  const content = JSON.stringify(input.content && tidyJudgment(input.content))
  const written = await ctx.db.$executeRaw`
    insert into drafts (user_id, entry_id, content, seq)
    select ${reviewer.userId}::uuid, ${entry.id}::uuid, ${content}::text::jsonb, ${input.seq}::bigint
    where not exists (select from judgments j where j.entry_id = ${entry.id}::uuid and j.reviewer_id = ${reviewer.userId}::uuid
      and j.withdrawn_at is null and j.superseded_at is null)
    on conflict (user_id, entry_id) do update set
      content = case when ${input.keepProposal} and jsonb_typeof(excluded.content) = 'object'
        and jsonb_typeof(drafts.content) = 'object'
        then excluded.content || jsonb_build_object('proposal', drafts.content -> 'proposal') else excluded.content end,
      seq = excluded.seq, updated_at = now()
    where drafts.seq < excluded.seq`
  return { saved: written > 0 }
}
