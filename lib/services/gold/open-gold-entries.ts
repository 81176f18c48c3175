import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

interface Queue {
  id: string
  projectId: string
  slots: number
}

/** Entries that hold answers against gold ones, each with its slots. What the queue has already stays as it is. */
export async function openGoldEntries(
  tx: Tx,
  queue: Queue,
  gold: readonly { id: string; itemId: string; revisionId: string }[],
): Promise<number> {
  const rows = gold.map(({ id, itemId, revisionId }) => ({ id: newId(), goldId: id, itemId, revisionId }))
  const [row] = await tx.$queryRaw<{ added: number }[]>`
    with picked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, "goldId" uuid, "itemId" uuid, "revisionId" uuid)
    ), entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, gold_id)
      select id, ${queue.projectId}::uuid, ${queue.id}::uuid, "itemId", "revisionId", false, "goldId" from picked
      on conflict do nothing returning id
    ), slot as (
      insert into assignments (id, entry_id, queue_id, slot)
      select make_uuid_v7(), entry.id, ${queue.id}::uuid, slot from entry, generate_series(0, ${queue.slots}::int - 1) slot
    )
    select count(*)::int as added from entry`
  return row!.added
}
