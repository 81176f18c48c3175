import type { Tx } from '@/lib/data/client'
import type { Desk } from './load-desk'
import { handedOutOrder } from './pick-slots'

/**
 * Renews what this tab holds, and what the same person held anywhere until a lease ran out that nobody took; returns those
 * entries, in the order in which they were handed out: a reload, or another browser, shows the same item first. Gives back what
 * the reviewer may no longer be shown: an opt-out made meanwhile takes effect on what is already claimed, in every tab.
 */
export async function renewHeld(tx: Tx, desk: Desk, userId: string, clientId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ entryId: string }[]>`
    with mine as (
      select a.id, a.client_id = ${clientId} or a.lease_until <= now() as ours, e.status,
        coalesce(c.id = any(${desk.optOuts}::uuid[]) or c.parent_id = any(${desk.optOuts}::uuid[]), false) as refused
      from assignments a
      join queue_entries e on e.id = a.entry_id
      join items i on i.id = e.item_id
      left join categories c on c.id = i.category_id
      where a.queue_id = ${desk.queueId}::uuid and a.reviewer_id = ${userId}::uuid and a.judgment_id is null
    ), given_back as (
      update assignments a set reviewer_id = null, client_id = null, claimed_at = null, lease_until = null
      from mine where a.id = mine.id and mine.refused and a.reviewer_id = ${userId}::uuid and a.judgment_id is null
    ), renewed as (
      update assignments a set client_id = ${clientId}, lease_until = now() + interval '10 minutes'
      from mine
      where a.id = mine.id and not mine.refused and mine.status = 'OPEN' and mine.ours
        and a.reviewer_id = ${userId}::uuid and a.judgment_id is null
      returning a.entry_id, a.claimed_at
    )
    select held.entry_id as "entryId" from renewed held
    left join skips s on s.entry_id = held.entry_id and s.user_id = ${userId}::uuid
    order by ${handedOutOrder(userId)}`
  return rows.map(({ entryId }) => entryId)
}
