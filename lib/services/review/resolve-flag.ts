import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'
import { lockEntry } from './lock-entry'
import { readEntryState } from './read-entry-state'
import { refreshItem } from './refresh-item'
import { settleLockedEntry } from './settle-locked-entry'

export const resolveFlagInput = z.object({
  flagId: z.uuid(),
  /** RETURN: back to its queues. REMOVE: out of them for good; what was judged stays on record. */
  resolution: z.enum(['RETURN', 'REMOVE']),
  note: z.string().trim().max(2_000).default(''),
})
export type ResolveFlagInput = z.infer<typeof resolveFlagInput>

/** A lead has looked: every open flag on the item is answered, and the item goes back to its queues or leaves them. */
export async function resolveFlag(ctx: Ctx, input: ResolveFlagInput): Promise<{ itemId: string }> {
  const flag = await ctx.db.flag.findUnique({ where: { id: input.flagId } })
  if (!flag || !canCurate(factsFor(ctx.actor, flag.projectId))) throw notFound('flag')
  await retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const { count } = await tx.flag.updateMany({
        where: { itemId: flag.itemId, resolvedAt: null },
        data: {
          resolvedAt: ctx.now,
          resolvedById: isSystem(ctx.actor) ? null : ctx.actor.userId,
          resolution: [input.resolution, input.note].filter(Boolean).join(': '),
        },
      })
      if (count === 0)
        throw new ServiceError('conflict', 'Somebody has answered this flag already. Nothing was changed.')
      await tx.item.update({ where: { id: flag.itemId }, data: { flagged: false }, select: { id: true } })
      await (input.resolution === 'RETURN' ? returnEntries(tx, flag.itemId) : removeEntries(tx, flag.itemId))
      await writeAudit(tx, ctx, {
        action: 'item.resolve-flag',
        projectId: flag.projectId,
        target: { kind: 'item', id: flag.itemId },
        data: { resolution: input.resolution, flags: count },
      })
    }),
  )
  return { itemId: flag.itemId }
}

/** Answers that came in while an entry was held count now: its verdict may be due. */
async function returnEntries(tx: Tx, itemId: string): Promise<void> {
  const held = await tx.queueEntry.findMany({
    where: { itemId, status: 'HELD' },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id } of held) {
    const entry = await lockEntry(tx, id)
    await tx.queueEntry.update({ where: { id }, data: { status: 'OPEN' }, select: { id: true } })
    if (entry) await settleLockedEntry(tx, { ...entry, status: 'OPEN' }, await readEntryState(tx, id))
  }
}

async function removeEntries(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`
    with removed as (
      update queue_entries set status = 'VOID', verdict = 'OPEN'
      where item_id = ${itemId}::uuid and status in ('OPEN', 'HELD') returning id
    )
    delete from assignments a using removed where a.entry_id = removed.id and a.judgment_id is null`
  await refreshItem(tx, itemId)
}
