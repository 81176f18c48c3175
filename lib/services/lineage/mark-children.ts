import { Prisma, type Tx } from '@/lib/data/client'
import { speaks } from '@/lib/data/queries/speaking-entry'
import { enqueue } from '@/lib/jobs/enqueue'

/** So many children are marked with the verdict itself; more of them by a job. */
export const MARKED_AT_ONCE = 5_000

/**
 * Brings the items made from an item along with it, in the transaction that moved its accepted text or its verdict: stale
 * where another text is accepted than the one that they were made from, quarantined while it has failed; and back. `children`
 * is how many there are, counted up to one more than MARKED_AT_ONCE.
 */
export async function markChildren(tx: Tx, itemId: string, children: number): Promise<void> {
  if (children === 0) return
  if (children > MARKED_AT_ONCE) {
    await tx.$executeRaw`update items set children_left = (select count(*) from items c where c.parent_id = ${itemId}::uuid)
      where id = ${itemId}::uuid`
    return enqueue(tx, 'markChildren', { itemId })
  }
  await markWhere(tx, Prisma.sql`c.parent_id = ${itemId}::uuid`)
}

/** What items are to be, by their parents as they are now; call it after their current texts were written. New items hold their parents still, so that a verdict that comes meanwhile finds them. */
export async function markByParent(tx: Tx, itemIds: readonly string[], fresh: boolean): Promise<void> {
  const which = Prisma.sql`c.id = any(${[...itemIds]}::uuid[])`
  if (fresh) {
    await tx.$queryRaw`select p.id from items p where p.id in (select c.parent_id from items c where ${which}) for share`
  }
  await markWhere(tx, which)
}

/** Derived anew, so that it can be run at any time and twice. Children of what is quarantined are too, down the line. */
export async function markWhere(tx: Tx, which: Prisma.Sql): Promise<void> {
  // First the locks, then a statement that sees what those who held them wrote.
  await tx.$queryRaw`select 1 from items c where ${which} and c.parent_id is not null order by c.id for no key update`
  const turned = await tx.$queryRaw<{ id: string }[]>`
    with should as (
      select c.id, coalesce(pinned.content_hash <> accepted.content_hash, false) as stale,
        coalesce(c.quarantine_causes, '{}') as before, array_remove(coalesce(c.quarantine_causes, '{}'), 'PARENT_FAILED')
          || case when 'PARENT_FAILED' = any(p.quarantine_causes) or (p.accepted_revision_id is null and exists (
            select from queue_entries e where e.item_id = p.id and e.verdict = 'FAILED' and ${speaks('VERDICT')}))
          then array['PARENT_FAILED'] else '{}' end as causes
      from items c join items p on p.id = c.parent_id
      left join revisions used on used.id = c.current_revision_id
      left join revisions pinned on pinned.id = used.parent_revision_id
      left join revisions accepted on accepted.id = p.accepted_revision_id
      where ${which}
    ), marked as (
      update items i set stale = should.stale, quarantine_causes = causes, quarantined = cardinality(causes) > 0
      from should where i.id = should.id and (i.stale <> should.stale or before <> causes)
      returning i.id, before <> causes as turned
    )
    select id from marked where turned and exists (select from items below where below.parent_id = marked.id)`
  if (turned.length > 0) {
    await markWhere(tx, Prisma.sql`c.parent_id = any(${turned.map(({ id }) => id)}::uuid[])`)
  }
}
