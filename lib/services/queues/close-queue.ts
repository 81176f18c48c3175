import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'

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
