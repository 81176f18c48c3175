import { z } from 'zod'
import { canComment } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { findItem } from '@/lib/data/queries/item-detail'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'

export const addCommentInput = z.object({
  itemId: z.uuid(),
  text: z.string().trim().min(1, 'A comment needs words').max(10_000),
})
export type AddCommentInput = z.infer<typeof addCommentInput>

/** A word on an item. While others may still judge it, what is said would not be blind: then nobody who judges comments. */
export async function addComment(ctx: Ctx, { itemId, text }: AddCommentInput): Promise<{ id: string }> {
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
  const id = newId()
  await inTransaction(ctx, async (tx) => {
    await tx.comment.create({ data: { id, projectId, itemId, userId, text } })
    await writeAudit(tx, ctx, { action: 'item.comment', projectId, target: { kind: 'item', id: itemId } })
  })
  return { id }
}
