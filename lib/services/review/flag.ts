import type { FlagInput } from '@/lib/core/review/wire'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'
import { lockEntry } from './lock-entry'
import { requireReviewerEntry } from './require-reviewer-entry'
import { tidyText } from './tidy-judgment'

/**
 * Takes the item out of serving, for everybody and in every queue, until a lead has looked. Whoever is reading it now
 * learns so by the next heartbeat; an answer that they send all the same is kept.
 */
export async function flag(ctx: Ctx, input: FlagInput): Promise<Record<string, never>> {
  const reviewer = requireUser(ctx)
  const { id, projectId, itemId } = await requireReviewerEntry(ctx, reviewer, input.entryId)
  await inTransaction(ctx, async (tx) => {
    await lockEntry(tx, id)
    const standing = await tx.flag.count({ where: { itemId, userId: reviewer.userId, resolvedAt: null } })
    if (standing > 0) return
    const data = { id: newId(), projectId, entryId: id, itemId, userId: reviewer.userId, note: tidyText(input.note) }
    await tx.flag.create({ data, select: { id: true } })
    await tx.$executeRaw`
      with flagged as (
        update items set flagged = true where id = ${itemId}::uuid
      ), held as (
        update queue_entries set status = 'HELD' where item_id = ${itemId}::uuid and status = 'OPEN' returning id
      )
      update assignments a set reviewer_id = null, client_id = null, claimed_at = null, lease_until = null
      from held where a.entry_id = held.id and a.judgment_id is null`
    await writeAudit(tx, ctx, {
      action: 'item.flag',
      projectId,
      target: { kind: 'item', id: itemId },
      data: { entryId: id },
    })
  })
  return {}
}
