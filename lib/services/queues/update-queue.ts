import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'

export const updateQueueInput = z.object({
  queueId: z.uuid(),
  name: z.string().trim().min(1, 'A queue needs a name').max(120).optional(),
  /** PAUSED: nothing more is handed out; what is held can be judged. */
  status: z.enum(['OPEN', 'PAUSED']).optional(),
})
export type UpdateQueueInput = z.infer<typeof updateQueueInput>

/** Renames, pauses or resumes. Slots, rule and rubric are fixed: other ones are another queue. */
export async function updateQueue(ctx: Ctx, input: UpdateQueueInput): Promise<Record<string, never>> {
  const { queueId, ...data } = input
  const queue = await ctx.db.reviewQueue.findUnique({ where: { id: queueId } })
  if (!queue || !canCurate(factsFor(ctx.actor, queue.projectId))) throw notFound('queue')
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.reviewQueue.updateMany({ where: { id: queueId, status: { not: 'CLOSED' } }, data })
    if (count === 0) throw new ServiceError('conflict', 'This queue is closed and stays as it is. Make a new one.')
    await writeAudit(tx, ctx, {
      action: 'queue.update',
      projectId: queue.projectId,
      target: { kind: 'queue', id: queueId },
      data,
    })
  })
  return {}
}
