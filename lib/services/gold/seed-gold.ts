import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { sampleWithoutReplacement } from '@/lib/core/sampling/draw'
import { seededRandom } from '@/lib/core/sampling/random'
import { listGold } from '@/lib/data/queries/gold'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { openGoldEntries } from './open-gold-entries'

export const seedGoldInput = z.strictObject({
  queueId: z.uuid(),
  /** Of the queue's texts, gold ones included. */
  rate: z.number().min(0.01).max(0.5),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})
export type SeedGoldInput = z.infer<typeof seedGoldInput>

/**
 * Puts texts whose answers are known among those of an ordinary queue, up to a share of them. Reviewers are served them as
 * any other, and their answers enter no figure: the entries are no curation.
 */
export async function seedGold(
  ctx: Ctx,
  { queueId, rate, seed }: SeedGoldInput,
): Promise<{ added: number; gold: number }> {
  const queue = await ctx.db.reviewQueue.findUnique({ where: { id: queueId } })
  if (!queue || !canCurate(factsFor(ctx.actor, queue.projectId))) throw notFound('queue')
  if (queue.purpose !== 'CURATION' || queue.status === 'CLOSED')
    throw new ServiceError('conflict', 'Gold texts go among those of an open curation queue. Nothing was added.')
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select from review_queues where id = ${queueId}::uuid for update`
    const there = await tx.queueEntry.findMany({
      where: { queueId, status: { not: 'VOID' } },
      select: { revisionId: true, goldId: true },
    })
    const held = there.filter(({ goldId }) => goldId !== null).length
    const wanted = Math.round(((there.length - held) * rate) / (1 - rate)) - held
    const known = new Set(there.map(({ revisionId }) => revisionId))
    const free = (await listGold(tx, queue)).filter(({ revisionId, servable }) => servable && !known.has(revisionId))
    const size = Math.max(0, Math.min(wanted, free.length))
    const picked = sampleWithoutReplacement(free.length, size, seededRandom(`${seed}/gold`)).map(
      (index) => free[index]!,
    )
    const added = await openGoldEntries(tx, queue, picked)
    await writeAudit(tx, ctx, {
      action: 'queue.seed-gold',
      projectId: queue.projectId,
      target: { kind: 'queue', id: queueId },
      data: { rate, seed, added },
    })
    return { added, gold: held + added }
  })
}
