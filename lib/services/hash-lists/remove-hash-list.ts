import { z } from 'zod'
import { canAdminister, canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'

export const removeHashListInput = z.strictObject({ projectId: z.uuid(), listId: z.uuid() })
export type RemoveHashListInput = z.output<typeof removeHashListInput>

/** New snapshots are not compared with it any more; those that were keep saying so. */
export async function removeHashList(
  ctx: Ctx,
  { projectId, listId }: RemoveHashListInput,
): Promise<Record<string, never>> {
  const facts = factsFor(ctx.actor, projectId)
  const list = await ctx.db.hashList.findFirst({ where: { id: listId, OR: [{ projectId }, { projectId: null }] } })
  if (!list || !canCurate(facts)) throw notFound('list')
  if (list.projectId === null && !canAdminister(facts)) {
    throw new ServiceError('forbidden', 'This list holds for all projects: an admin removes it. Nothing was changed.')
  }
  await inTransaction(ctx, async (tx) => {
    await tx.hashListEntry.deleteMany({ where: { listId } })
    const { count } = await tx.hashList.updateMany({
      where: { id: listId, removedAt: null },
      data: { removedAt: ctx.now },
    })
    if (count === 0) throw new ServiceError('conflict', 'This list was removed already.')
    await writeAudit(tx, ctx, { action: 'hash-list.remove', projectId, target: { kind: 'hash-list', id: listId } })
  })
  return {}
}
