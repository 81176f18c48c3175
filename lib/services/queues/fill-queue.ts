import type { LeftOut, QueueFilter } from '@/lib/core/review/queue-filter'
import { type Db, Prisma, type Tx } from '@/lib/data/client'
import { getsAllSlots } from '@/lib/data/queries/entry-votes'
import { loadItemScope } from '@/lib/data/queries/item-scope'
import { allOf, whereBase, whereFilter } from '@/lib/data/queries/item-where'
import { notServed } from '@/lib/data/queries/not-served'
import type { Actor } from '../context'

interface Queue {
  id: string
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  purpose: 'CURATION' | 'STUDY' | 'CALIBRATION' | 'AUDIT'
  slots: number
}

/**
 * Entries and their empty slots in one statement, however many. Two queues filled at the same instant with the same items
 * meet at the unique index of open curation entries: the later one leaves them out.
 */
export async function fillQueue(
  tx: Tx,
  actor: Actor,
  queue: Queue,
  { filter, again }: { filter: QueueFilter; again: boolean },
): Promise<{ added: number; leftOut: LeftOut }> {
  const curation = queue.purpose === 'CURATION'
  // What somebody opted out of is kept from them, not from the queue that they make for others.
  const scope = { ...(await loadItemScope({ actor, db: tx }, queue)), optedOut: new Set<string>() }
  const { itemIds, ...listed } = filter
  const conditions = [...(itemIds ? [Prisma.sql`i.id = any(${itemIds}::uuid[])`] : []), ...whereFilter(listed, scope)]
  const texts =
    queue.stage === 'RESPONSE' ? Prisma.sql`left join revisions r on r.id = i.current_revision_id` : Prisma.empty
  const [row] = await tx.$queryRaw<(LeftOut & { added: number; eligible: number })[]>`
    with matching as materialized (
      select i.id, i.current_revision_id as revision_id, case
${notServed(queue.stage)}
        when exists (select from queue_entries e where e.queue_id = ${queue.id}::uuid
          and e.revision_id = i.current_revision_id) then 'inQueue'
        when ${curation} and exists (select from queue_entries e where e.revision_id = i.current_revision_id
          and e.curation and e.status in ('OPEN', 'HELD')) then 'openElsewhere'
        when ${curation} and not ${again} and exists (select from queue_entries e where e.item_id = i.id
          and e.revision_id = i.current_revision_id and e.curation and e.status = 'CLOSED') then 'decided'
        end as why
      from items i ${texts}
      where ${whereBase(scope)} and ${allOf(conditions)}
    ), entry as (
      insert into queue_entries (id, project_id, queue_id, item_id, revision_id, curation, full_overlap)
      select make_uuid_v7(), ${queue.projectId}::uuid, q.id, matching.id, matching.revision_id, ${curation},
        ${getsAllSlots(Prisma.sql`matching.revision_id`)}
      from matching, review_queues q where why is null and q.id = ${queue.id}::uuid
      on conflict do nothing
      returning id, full_overlap
    ), slot as (
      insert into assignments (id, entry_id, queue_id, slot, open)
      select make_uuid_v7(), entry.id, q.id, slot, entry.full_overlap or slot < coalesce(q.start_at, q.slots)
      from entry, review_queues q, generate_series(0, q.slots - 1) slot where q.id = ${queue.id}::uuid
    )
    select (select count(*)::int from entry) as added,
      count(*) filter (where why is null)::int as eligible,
      count(*) filter (where why = 'inQueue')::int as "inQueue",
      count(*) filter (where why = 'openElsewhere')::int as "openElsewhere",
      count(*) filter (where why = 'decided')::int as decided,
      count(*) filter (where why = 'flagged')::int as flagged,
      count(*) filter (where why = 'quarantined')::int as quarantined,
      count(*) filter (where why = 'unsettled')::int as unsettled,
      count(*) filter (where why = 'withoutText')::int as "withoutText"
    from matching`
  const { added, eligible, ...leftOut } = row!
  return { added, leftOut: { ...leftOut, openElsewhere: leftOut.openElsewhere + eligible - added } }
}

/** A transaction that fills a queue may take this long (ms): 200,000 slots are some seconds' work. */
export const FILL_TIMEOUT = 180_000

/** After a big fill the planner's figures are those of an empty table, and claims would pay for it until autovacuum comes by. */
export async function refreshStatistics(db: Db, added: number): Promise<void> {
  if (added >= 1_000) await db.$executeRaw`analyze queue_entries, assignments`
}
