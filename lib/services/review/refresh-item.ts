import type { Tx } from '@/lib/data/client'

/**
 * Writes the item's cache and pointers anew from its closed curation entries; the one closed last speaks for its revision (one that is open again says nothing yet).
 * Call it under the item's lock (lockEntry takes it). Children that are pinned to a text which is no longer the accepted
 * one turn stale, and back, in the statement that moves the pointer.
 */
export async function refreshItem(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`
    with spoken as (
      select distinct on (e.revision_id) e.revision_id, e.status, e.verdict, e.closed_at, r.number, r.content_hash
      from queue_entries e join revisions r on r.id = e.revision_id
      where e.item_id = ${itemId}::uuid and e.curation and e.status = 'CLOSED'
      order by e.revision_id, e.closed_at desc, e.id desc
    ), accepted as (
      select revision_id, content_hash from spoken where verdict = 'PASSED' order by number desc limit 1
    ), moved as (
      update items i set
        verdict = coalesce((select s.verdict from spoken s where s.revision_id = i.current_revision_id), 'OPEN'),
        verdict_at = (select s.closed_at from spoken s where s.revision_id = i.current_revision_id),
        accepted_revision_id = (select revision_id from accepted),
        updated_at = now()
      from items before
      where i.id = ${itemId}::uuid and before.id = i.id
      returning i.id, before.accepted_revision_id is distinct from i.accepted_revision_id as moved
    )
    update items child set
      stale = pinned.content_hash is distinct from (select content_hash from accepted)
    from moved, revisions used, revisions pinned
    where moved.moved and child.parent_id = moved.id and used.id = child.current_revision_id
      and pinned.id = used.parent_revision_id
      and child.stale <> (pinned.content_hash is distinct from (select content_hash from accepted))`
}
