import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { type LeftOut, queueFilterSchema } from '@/lib/core/review/queue-filter'
import type { Tx } from '@/lib/data/client'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { FILL_TIMEOUT, fillQueue, refreshStatistics } from './fill-queue'

export const addItemsInput = z.object({
  queueId: z.uuid(),
  filter: queueFilterSchema,
  /** Take texts too that a curation queue has already decided. */
  again: z.boolean().default(false),
})
export type AddItemsInput = z.infer<typeof addItemsInput>
export interface AddItemsOutput {
  added: number
  leftOut: LeftOut
}

/** Puts the current text of every matching item into the queue, each with its empty slots, and says what was left out and why. */
export async function addItems(ctx: Ctx, input: AddItemsInput): Promise<AddItemsOutput> {
  const queue = await ctx.db.reviewQueue.findUnique({
    where: { id: input.queueId },
    include: { study: { select: { id: true } } },
  })
  if (!queue || !canCurate(factsFor(ctx.actor, queue.projectId))) throw notFound('queue')
  if (queue.status === 'CLOSED')
    throw new ServiceError('conflict', 'This queue is closed. Nothing was added; make a new one.')
  if (queue.study)
    throw new ServiceError('conflict', 'This queue is a study’s: its sample is frozen. Nothing was added.')
  const fill = async (tx: Tx) => {
    const output = await fillQueue(tx, ctx.actor, queue, input)
    await writeAudit(tx, ctx, {
      action: 'queue.add-items',
      projectId: queue.projectId,
      target: { kind: 'queue', id: queue.id },
      data: { added: output.added, leftOut: { ...output.leftOut } },
    })
    return output
  }
  const output = await inTransaction(ctx, fill, FILL_TIMEOUT)
  await refreshStatistics(ctx.db, output.added)
  return output
}
