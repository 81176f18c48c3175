import { canAdminister } from '@/lib/core/policy/policies'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'

/** An item and everything that was made from it, and from that: their texts hold pieces of it. */
export const madeFrom = (itemId: string) => Prisma.sql`
  with recursive made as (
    select id from items where id = ${itemId}::uuid
    union select i.id from items i join made on i.parent_id = made.id
  )`

/** What a purge of an item would reach. */
export interface PurgeReach {
  /** The item itself included. */
  items: number
  texts: number
  /** Frozen snapshots that would be broken by it. */
  snapshots: number
}

/** Null for whoever may not purge, and where the item was purged already. */
export async function findPurgeReach(
  { actor, db }: Pick<Ctx, 'actor' | 'db'>,
  item: { id: string; projectId: string; purgedAt: Date | null },
): Promise<PurgeReach | null> {
  if (item.purgedAt || !canAdminister(factsFor(actor, item.projectId))) return null
  return countReach(db, item.id)
}

export async function countReach(db: Db, itemId: string): Promise<PurgeReach> {
  const [row] = await db.$queryRaw<PurgeReach[]>`
    ${madeFrom(itemId)}
    select (select count(*) from made)::int as items,
      (select count(*) from revisions r join made on made.id = r.item_id where r.purged_at is null)::int as texts,
      (select count(distinct s.snapshot_id) from made join revisions r on r.item_id = made.id
        join snapshot_rows s on s.revision_id = r.id)::int as snapshots`
  return row!
}
