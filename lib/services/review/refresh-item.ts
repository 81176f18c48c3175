import type { Tx } from '@/lib/data/client'
import { speaks } from '@/lib/data/queries/speaking-entry'

/**
 * Writes the item's cache and pointers anew from its closed curation entries, of each revision the one that speaks.
 * Call it under the item's lock (lockEntry takes it). Children that are pinned to a text which is no longer the accepted
 * one turn stale, and back, in the statement that moves the pointer.
 */
export async function refreshItem(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`
    with spoken as (
      select e.revision_id, e.verdict, e.closed_at, e.stands_at, r.number, r.content_hash
      from queue_entries e join revisions r on r.id = e.revision_id
      where e.item_id = ${itemId}::uuid and ${speaks('VERDICT')}
    ), accepted as (
      select revision_id, content_hash from spoken where verdict = 'PASSED' order by number desc limit 1
    ), moved as (
      update items i set
        verdict = coalesce((select s.verdict from spoken s where s.revision_id = i.current_revision_id), 'OPEN'),
        verdict_at = (select s.closed_at from spoken s where s.revision_id = i.current_revision_id),
        stands_at = (select s.stands_at from spoken s where s.revision_id = i.current_revision_id),
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
