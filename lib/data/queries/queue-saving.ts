import { canCurate } from '@/lib/core/policy/policies'
import { judgmentsSaved, type Saving } from '@/lib/core/review/overlap'
import { type Ctx, factsFor } from '@/lib/services/context'
import { stands } from './speaking-entry'

export interface QueueSaving extends Saving {
  /** Of the entries, those that got all their slots whatever was said. */
  full: number
}

/** What stopping early has saved in a queue, over closed entries whose judgments stand; null to those who do not run it, and where it never stops early. */
export async function findQueueSaving(ctx: Ctx, queueId: string): Promise<QueueSaving | null> {
  const queue = await ctx.db.reviewQueue.findUnique({
    where: { id: queueId },
    select: { projectId: true, startAt: true, slots: true },
  })
  if (!queue || queue.startAt === null || !canCurate(factsFor(ctx.actor, queue.projectId))) return null
  const rows = await ctx.db.$queryRaw<{ judgments: number; items: number; full: number }[]>`
    select e.accepts + e.rejects + e.edits + e.abstains + e.ambiguous as judgments, count(*)::int as items,
      count(*) filter (where e.full_overlap)::int as full
    from queue_entries e where e.queue_id = ${queueId}::uuid and e.status = 'CLOSED' and ${stands('e')} group by 1`
  const closed = rows.map(({ judgments, items }) => ({
    ...{ slots: queue.slots, accepts: judgments, rejects: 0, abstains: 0, items },
  }))
  return { ...judgmentsSaved(closed), full: rows.reduce((sum, { full }) => sum + full, 0) }
}
