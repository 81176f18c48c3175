import { canJudge } from '@/lib/core/policy/policies'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { servable } from './servable'

export interface QueueMix {
  queueId: string
  /** Top-level category; null where an item has none. */
  category: string | null
  severity: number | null
  items: number
  /** Of these, how many are no benign ones. */
  harmful: number
}

/**
 * What waits for the asking person in their queues, by category and severity: what they are told before any text is
 * sent. Opted-out categories are not in it.
 */
export async function listQueueMix(ctx: Ctx, projectId: string): Promise<QueueMix[]> {
  if (isSystem(ctx.actor) || !canJudge(factsFor(ctx.actor, projectId), { given: true, barred: false })) return []
  const { userId } = ctx.actor
  return ctx.db.$queryRaw<QueueMix[]>`
    select waiting."queueId", coalesce(top.title, mid.title) as category, coalesce(mid.severity, top.severity) as severity,
      count(*)::int as items, count(*) filter (where waiting.intent <> 'BENIGN')::int as harmful
    from (
      select e.queue_id as "queueId", i.intent::text as intent, i.category_id
      ${servable(userId)} and e.project_id = ${projectId}::uuid and e.queue_id in (
        select q.id from review_queues q join queue_reviewers g on g.queue_id = q.id and g.user_id = ${userId}::uuid
        where q.project_id = ${projectId}::uuid and q.status <> 'CLOSED')
    ) waiting
    left join categories mid on mid.id = waiting.category_id
    left join categories top on top.id = mid.parent_id
    group by 1, 2, 3
    order by 1, 3 desc nulls first, 4 desc, 2`
}
