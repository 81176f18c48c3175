import { z } from 'zod'
import { canComment } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { findDiscussion } from '@/lib/data/queries/entry-views'
import { findItem } from '@/lib/data/queries/item-detail'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { tidyText } from '../review/tidy-judgment'

export const addCommentInput = z.object({
  itemId: z.uuid(),
  /** Said in the discussion of this entry. */
  entryId: z.uuid().nullish(),
  text: z.string().trim().min(1, 'A comment needs words').max(10_000),
})
export type AddCommentInput = z.infer<typeof addCommentInput>

/** A word on an item. While others may still judge it, what is said would not be blind: then nobody who judges comments. */
export async function addComment(ctx: Ctx, { itemId, entryId = null, text }: AddCommentInput): Promise<{ id: string }> {
  const { userId } = requireUser(ctx)
  const found = await findItem(ctx, itemId)
  if (found?.kind !== 'ITEM') throw notFound('item')
  const { projectId } = found.item
  if (!canComment(factsFor(ctx.actor, projectId)))
    throw new ServiceError('forbidden', 'Viewers read comments and write none. Nothing was saved.')
  if (found.blind)
    throw new ServiceError(
      'conflict',
      'This item is being judged. Comments open when its verdict is in; nothing was saved.',
    )
  if (entryId) await requireDiscussion(ctx, itemId, entryId)
  const id = newId()
  await inTransaction(ctx, async (tx) => {
    await tx.comment.create({ data: { id, projectId, itemId, entryId, userId, text: tidyText(text) } })
    const target = entryId ? { kind: 'entry', id: entryId } : { kind: 'item', id: itemId }
    await writeAudit(tx, ctx, { action: entryId ? 'entry.discuss' : 'item.comment', projectId, target })
  })
  return { id }
}

/** A discussion opens when all have voted and nobody can take an answer back: its words change no vote. */
async function requireDiscussion(ctx: Ctx, itemId: string, entryId: string): Promise<void> {
  const entry = await ctx.db.queueEntry.findUnique({ where: { id: entryId } })
  if (entry?.itemId !== itemId) throw notFound('entry')
  if ((await findDiscussion(ctx, entry)).open) return
  throw new ServiceError(
    'conflict',
    'The discussion opens when all have voted and nobody can take an answer back any more. Nothing was saved.',
  )
}
