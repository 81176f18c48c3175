import { Prisma, type Tx } from '@/lib/data/client'
import { getsAllSlots } from '@/lib/data/queries/entry-votes'
import type { LockedEntry } from './lock-entry'

/**
 * Puts the revision that a proposal became into the queue of the entry it was proposed on, with fresh slots; the
 * proposal's author may not judge it. A second application of the same proposal (undo, then judged again) opens the same entry again.
 */
export async function openEntry(tx: Tx, after: LockedEntry, revisionId: string, authorId: string): Promise<void> {
  if (after.queueStatus === 'CLOSED') return
  await tx.$executeRaw`
    with entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, barred_ids, full_overlap)
      select make_uuid_v7(), ${after.projectId}::uuid, q.id, ${after.itemId}::uuid,
        ${revisionId}::uuid, ${after.curation}, array[${authorId}]::uuid[], ${getsAllSlots(Prisma.sql`${revisionId}::uuid`)}
      from review_queues q where q.id = ${after.queueId}::uuid
      on conflict (queue_id, revision_id) do update set status = 'OPEN', verdict = 'OPEN', closed_at = null
      returning id, queue_id, full_overlap
    )
    insert into assignments (id, entry_id, queue_id, slot, open)
    select make_uuid_v7(), entry.id, entry.queue_id, slot, entry.full_overlap or slot < coalesce(q.start_at, q.slots)
    from entry join review_queues q on q.id = entry.queue_id, generate_series(0, q.slots - 1) slot
    on conflict (entry_id, slot) do nothing`
}
