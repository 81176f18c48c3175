import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import type { ExtraPattern } from '@/lib/core/review/overlap'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { judgedEntries } from './agreement'
import { votesOf } from './entry-votes'

const extra = (
  decision: 'ACCEPT' | 'REJECT',
) => Prisma.sql`count(*) filter (where case x.decision when 'EDIT' then q.edit_counts_as
  when 'AMBIGUOUS' then q.ambiguous_counts_as else x.decision end = ${decision}::"Decision")::int`

/** Judgments beyond the slots, by what they say and what the votes said, over the entries that figures are about. */
export async function findExtraJudgments(ctx: Ctx, projectId: string, stage: ItemStage): Promise<ExtraPattern[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  return ctx.db.$queryRaw<ExtraPattern[]>`
    with given as (
      select e.id, ${votesOf('ACCEPT')} as accepts, ${votesOf('REJECT')} as rejects, x.said, x.extra_accepts, x.extra_rejects
      from (select * from queue_entries where id in (select entry_id from judgments where project_id = ${projectId}::uuid
        and extra and withdrawn_at is null and superseded_at is null)) e
      join review_queues q on q.id = e.queue_id
      cross join lateral (select count(*)::int as said, ${extra('ACCEPT')} as extra_accepts, ${extra('REJECT')} as extra_rejects
        from judgments x where x.entry_id = e.id and x.extra and x.withdrawn_at is null and x.superseded_at is null) x
    )
    select accepts, rejects, said, extra_accepts as "extraAccepts", extra_rejects as "extraRejects", count(*)::int as items
    from given where id in (select e.id from ${judgedEntries(projectId, stage)})
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`
}
