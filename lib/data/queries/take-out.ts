import { canCurate } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import { factsFor } from '@/lib/services/context'
import { type Chosen, whereChosen } from './where-chosen'

export interface TakeOutCounts {
  /** Chains that are not put away; where some were chosen, those of them. */
  chains: number
  /** Their accepted text may leave. */
  accepted: number
  /** Why others stay: exclusive, so that all of it sums to `chains`. */
  quarantined: number
  demoModel: number
  notPassed: number
  /** Of the accepted: without category and subcategory, on which AgentAlign's file is built. */
  withoutSubcategory: number
  /** Of the accepted: with a title, which AgentAlign's file has no place for. */
  titled: number
}

/** What a take-out of chains would hold, of all or of those chosen, and what it leaves out. Null to those who may not take out. */
export async function countTakeOut(
  ctx: Ctx,
  projectId: string,
  chosen: Chosen | null = null,
): Promise<TakeOutCounts | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const where = chosen
    ? await whereChosen(ctx, { projectId, stage: 'CHAIN', ...chosen }, false)
    : Prisma.sql`i.project_id = ${projectId}::uuid and i.stage = 'CHAIN' and i.archived_at is null`
  const [row] = await ctx.db.$queryRaw<TakeOutCounts[]>`
    with chains as (
      select category_id, accepted_revision_id,
             case when quarantined then 'quarantined' when origin = 'DEMO_MODEL' then 'demo'
                  when accepted_revision_id is null then 'open' else 'accepted' end as fate
      from items i where ${where}
    )
    select count(*)::int as "chains",
           count(*) filter (where fate = 'accepted')::int as "accepted",
           count(*) filter (where fate = 'quarantined')::int as "quarantined",
           count(*) filter (where fate = 'demo')::int as "demoModel",
           count(*) filter (where fate = 'open')::int as "notPassed",
           count(*) filter (where fate = 'accepted' and not exists (
             select 1 from categories where categories.id = category_id and parent_id is not null
           ))::int as "withoutSubcategory",
           count(*) filter (where fate = 'accepted' and exists (
             select 1 from revisions where revisions.id = accepted_revision_id and content ? 'title'
           ))::int as "titled"
    from chains`
  return row ?? null
}
