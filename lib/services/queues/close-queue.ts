import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'
import { settleEntry } from '../review/settle-entry'

export const closeQueueInput = z.object({ queueId: z.uuid() })
export type CloseQueueInput = z.infer<typeof closeQueueInput>

/**
 * Ends a queue. Verdicts stand; entries that had none yet are void, so that their texts can go into another queue.
 * An answer that is still on its way is kept as surplus.
 */
export async function closeQueue(ctx: Ctx, input: CloseQueueInput): Promise<{ voided: number }> {
  const queue = await ctx.db.reviewQueue.findUnique({
    where: { id: input.queueId },
    include: { study: { select: { id: true } } },
  })
  if (!queue || !canCurate(factsFor(ctx.actor, queue.projectId))) throw notFound('queue')
  if (queue.study)
    throw new ServiceError('conflict', 'This queue is a study’s. Nothing was changed; close the study on its page.')
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const { count } = await tx.reviewQueue.updateMany({
        where: { id: queue.id, status: { not: 'CLOSED' } },
        data: { status: 'CLOSED' },
      })
      if (count === 0) throw new ServiceError('conflict', 'This queue is closed already. Nothing was changed.')
      const decided = queue.extraSlots > 0 ? await listDecided(tx, queue) : []
      for (const id of decided) await settleEntry(tx, id)
      const { count: voided } = await tx.queueEntry.updateMany({
        where: { queueId: queue.id, status: { in: ['OPEN', 'HELD'] } },
        data: { status: 'VOID' },
      })
      await tx.assignment.deleteMany({ where: { queueId: queue.id, judgmentId: null } })
      await writeAudit(tx, ctx, {
        action: 'queue.close',
        projectId: queue.projectId,
        target: { kind: 'queue', id: queue.id },
        data: { voided },
      })
      return { voided }
    }),
  )
}

/** All votes are in, and only extra judgments were waited for: a closed queue asks for none, so these are decided. */
async function listDecided(tx: Tx, queue: { id: string; slots: number }): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select e.id from queue_entries e where e.queue_id = ${queue.id}::uuid and e.status = 'OPEN'
      and (select count(*) from judgments j where j.entry_id = e.id and j.counted and j.withdrawn_at is null
        and j.superseded_at is null) >= ${queue.slots}::int
    order by e.id`
  return rows.map(({ id }) => id)
}
