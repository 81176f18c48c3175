import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireReviewers } from './require-reviewers'

export const giveQueueInput = z.object({ queueId: z.uuid(), reviewerIds: z.array(z.uuid()).max(500) })
export type GiveQueueInput = z.infer<typeof giveQueueInput>

/** Sets who the queue is given to. Who is not among them any more gives back what they hold; what they judged stays. */
export async function giveQueue(ctx: Ctx, input: GiveQueueInput): Promise<{ reviewers: number }> {
  const queue = await ctx.db.reviewQueue.findUnique({
    where: { id: input.queueId },
    select: { id: true, projectId: true },
  })
  if (!queue || !canCurate(factsFor(ctx.actor, queue.projectId))) throw notFound('queue')
  const reviewerIds = [...new Set(input.reviewerIds)]
  await inTransaction(ctx, async (tx) => {
    await requireReviewers(tx, queue.projectId, reviewerIds)
    await tx.queueReviewer.deleteMany({ where: { queueId: queue.id, userId: { notIn: reviewerIds } } })
    await tx.queueReviewer.createMany({
      data: reviewerIds.map((userId) => ({ queueId: queue.id, userId })),
      skipDuplicates: true,
    })
    await tx.assignment.updateMany({
      where: { queueId: queue.id, judgmentId: null, reviewerId: { not: null, notIn: reviewerIds } },
      data: { reviewerId: null, clientId: null, claimedAt: null, leaseUntil: null },
    })
    await writeAudit(tx, ctx, {
      action: 'queue.give',
      projectId: queue.projectId,
      target: { kind: 'queue', id: queue.id },
      data: { reviewerIds },
    })
  })
  return { reviewers: reviewerIds.length }
}
