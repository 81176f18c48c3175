import { Prisma } from '@/lib/data/client'
import { type Ctx, inTransaction } from '../context'
import { MARKED_AT_ONCE, markWhere } from './mark-children'

const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * markChildren for an item with very many: in steps, each its own transaction, with what is left written at every step.
 * Every step derives from the parent as it is then; a verdict that changes meanwhile starts a run of its own.
 */
export async function markManyChildren(ctx: Ctx, itemId: string, signal?: AbortSignal): Promise<void> {
  for (let after = FIRST; ; ) {
    signal?.throwIfAborted()
    const last = await inTransaction(
      ctx,
      async (tx) => {
        const ids = await tx.$queryRaw<{ id: string }[]>`
        select id from items where parent_id = ${itemId}::uuid and id > ${after}::uuid order by id
        limit ${MARKED_AT_ONCE}::int`
        if (ids.length > 0) await markWhere(tx, Prisma.sql`c.id = any(${ids.map(({ id }) => id)}::uuid[])`)
        const end = ids.length < MARKED_AT_ONCE ? null : ids.at(-1)!.id
        await tx.$executeRaw`
        update items set children_left = nullif(
          (select count(*) from items c where c.parent_id = ${itemId}::uuid and c.id > ${end}::uuid), 0)
        where id = ${itemId}::uuid`
        return end
      },
      60_000,
    )
    if (last === null) return
    after = last
  }
}
