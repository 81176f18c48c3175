import type { Tx } from '@/lib/data/client'
import { peopleLabel } from '@/lib/data/queries/response-facts'
import { speaks } from '@/lib/data/queries/speaking-entry'
import { MARKED_AT_ONCE, markChildren } from '../lineage/mark-children'
import { quarantineResponses } from './quarantine-responses'

/**
 * Writes the item's cache and pointers anew from its closed curation entries, of each revision the one that speaks.
 * Call it under the item's lock (lockEntry takes it). What was made from it comes along in the same transaction.
 */
export async function refreshItem(tx: Tx, itemId: string): Promise<void> {
  const [item] = await tx.$queryRaw<{ children: number; response: boolean }[]>`
    with spoken as (
      select e.id, e.revision_id, e.verdict, e.settled_by, e.closed_at, e.stands_at, r.number
      from queue_entries e join revisions r on r.id = e.revision_id
      where e.item_id = ${itemId}::uuid and ${speaks('VERDICT')}
    ), accepted as (
      select revision_id from spoken where verdict = 'PASSED' order by number desc limit 1
    )
      update items i set
        verdict = coalesce((select s.verdict from spoken s where s.revision_id = i.current_revision_id), 'OPEN'),
        settled_by = (select s.settled_by from spoken s where s.revision_id = i.current_revision_id),
        verdict_at = (select s.closed_at from spoken s where s.revision_id = i.current_revision_id),
        stands_at = (select s.stands_at from spoken s where s.revision_id = i.current_revision_id),
        label = case when i.stage = 'RESPONSE' then (
          select ${peopleLabel('spoken')} from spoken where spoken.revision_id = i.current_revision_id) end,
        accepted_revision_id = (select revision_id from accepted),
        updated_at = now()
      where i.id = ${itemId}::uuid
      returning i.stage = 'RESPONSE' as response, (select count(*)::int from (select from items c where c.parent_id = i.id
        limit ${MARKED_AT_ONCE + 1}::int) counted) as children`
  if (item?.response) await quarantineResponses(tx, [itemId])
  await markChildren(tx, itemId, item?.children ?? 0)
}
