import type { SkipInput } from '@/lib/core/review/wire'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'
import { requireReviewerEntry } from './require-reviewer-entry'

/** Not this one now: frees the slot, and the entry comes back last. No reason is asked for and nothing is counted. */
export async function skip(ctx: Ctx, input: SkipInput): Promise<Record<string, never>> {
  const reviewer = requireUser(ctx)
  const entry = await requireReviewerEntry(ctx, reviewer, input.entryId)
  await inTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      with freed as (
        update assignments set reviewer_id = null, client_id = null, claimed_at = null, lease_until = null
        where entry_id = ${entry.id}::uuid and reviewer_id = ${reviewer.userId}::uuid and judgment_id is null
      )
      insert into skips (entry_id, user_id) values (${entry.id}::uuid, ${reviewer.userId}::uuid)
      on conflict (entry_id, user_id) do update set at = now()`
    await writeAudit(tx, ctx, {
      action: 'entry.skip',
      projectId: entry.projectId,
      target: { kind: 'entry', id: entry.id },
    })
  })
  return {}
}
