import type { Tx } from '@/lib/data/client'
import type { Desk } from './load-desk'

/** Moves what the same person holds in another tab to this one: only when nothing else is left to hand out. */
export async function takeOver(tx: Tx, desk: Desk, userId: string, clientId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ entryId: string }[]>`
    update assignments a set client_id = ${clientId}, lease_until = now() + interval '10 minutes'
    from queue_entries e
    where e.id = a.entry_id and e.status = 'OPEN' and a.queue_id = ${desk.queueId}::uuid
      and a.reviewer_id = ${userId}::uuid and a.judgment_id is null and a.client_id <> ${clientId}
    returning a.entry_id as "entryId"`
  return rows.map(({ entryId }) => entryId)
}
