import type { Tx } from '@/lib/data/client'
import type { LockedEntry } from './lock-entry'

/**
 * Puts the revision that a proposal became into the queue of the entry it was proposed on, with fresh slots; the
 * proposal's author may not judge it. A second application of the same proposal (undo, then judged again) opens the same entry again.
 */
export async function openEntry(tx: Tx, after: LockedEntry, revisionId: string, authorId: string): Promise<void> {
  if (after.queueStatus === 'CLOSED') return
  await tx.$executeRaw`
    with entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, barred_ids)
      values (make_uuid_v7(), ${after.projectId}::uuid, ${after.queueId}::uuid, ${after.itemId}::uuid,
        ${revisionId}::uuid, ${after.curation}, array[${authorId}]::uuid[])
      on conflict (queue_id, revision_id) do update set status = 'OPEN', verdict = 'OPEN', closed_at = null
      returning id, queue_id
    )
    insert into assignments (id, entry_id, queue_id, slot)
    select make_uuid_v7(), entry.id, entry.queue_id, slot from entry, generate_series(0, ${after.rule.slots}::int - 1) slot
    on conflict (entry_id, slot) do nothing`
}
