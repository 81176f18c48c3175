import type { Tx } from '@/lib/data/client'
import type { Desk } from './load-desk'
import { handedOutOrder } from './pick-slots'

/** Moves what the same person holds in another tab to this one: only when nothing else is left to hand out. */
export async function takeOver(tx: Tx, desk: Desk, userId: string, clientId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ entryId: string }[]>`
    with held as (
      update assignments a set client_id = ${clientId}, lease_until = now() + interval '10 minutes'
      from queue_entries e
      where e.id = a.entry_id and e.status = 'OPEN' and a.queue_id = ${desk.queueId}::uuid
        and a.reviewer_id = ${userId}::uuid and a.judgment_id is null and a.client_id <> ${clientId}
      returning a.entry_id, a.claimed_at
    )
    select held.entry_id as "entryId" from held
    left join skips s on s.entry_id = held.entry_id and s.user_id = ${userId}::uuid
    order by ${handedOutOrder(userId)}`
  return rows.map(({ entryId }) => entryId)
}
