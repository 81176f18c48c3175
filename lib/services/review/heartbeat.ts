import type { HeartbeatInput, HeartbeatOutput } from '@/lib/core/review/wire'
import type { Ctx } from '../context'
import { requireUser } from '../require-user'

/**
 * Renews this tab's leases and records what is on its screen. Says which entries it no longer holds: taken by somebody
 * after the lease ran out, closed, flagged, or in a category that the reviewer opted out of meanwhile.
 */
export async function heartbeat(ctx: Ctx, input: HeartbeatInput): Promise<HeartbeatOutput> {
  const { userId, memberships } = requireUser(ctx)
  const held = await ctx.db.$queryRaw<{ entryId: string }[]>`
    with mine as (
      select a.id, e.id as entry_id, e.project_id, e.revision_id, i.intent, coalesce(c.severity, above.severity) as severity
      from assignments a
      join queue_entries e on e.id = a.entry_id
      join items i on i.id = e.item_id
      left join categories c on c.id = i.category_id
      left join categories above on above.id = c.parent_id
      left join preferences p on p.project_id = e.project_id and p.user_id = a.reviewer_id
      where a.queue_id = ${input.queueId}::uuid and a.entry_id = any(${input.entryIds}::uuid[])
        and a.reviewer_id = ${userId}::uuid and a.client_id = ${input.clientId} and a.judgment_id is null
        and e.status = 'OPEN' and e.project_id = any(${[...memberships.keys()]}::uuid[])
        and not coalesce(c.id = any(p.opt_out_category_ids) or c.parent_id = any(p.opt_out_category_ids), false)
    ), shown as (
      insert into exposures (project_id, user_id, revision_id, day, harmful, severity)
      select project_id, ${userId}::uuid, revision_id, (now() at time zone 'utc')::date, intent <> 'BENIGN', severity
      from mine where entry_id = ${input.showing}::uuid
      on conflict do nothing
    )
    update assignments a set lease_until = now() + interval '10 minutes'
    from mine
    where a.id = mine.id and a.reviewer_id = ${userId}::uuid and a.client_id = ${input.clientId} and a.judgment_id is null
    returning a.entry_id as "entryId"`
  const still = new Set(held.map(({ entryId }) => entryId))
  return { lost: input.entryIds.filter((id) => !still.has(id)) }
}
