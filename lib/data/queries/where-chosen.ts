import type { ChosenItems } from '@/lib/core/item/chosen'
import { type Db, Prisma } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import { loadItemScope } from './item-scope'
import { allOf, whereBase, whereFilter } from './item-where'

/** Rows by hand or a list's filter, where project and stage are known already. */
export type Chosen = Pick<ChosenItems, 'itemIds' | 'filter'>

/** The condition of chosen items (alias i). Never reaches another project, nor categories that the actor opted out of: what is not shown is not chosen. */
export async function whereChosen(
  { actor, db }: { actor: Ctx['actor']; db: Db },
  { projectId, stage, itemIds, filter }: ChosenItems,
  archived: boolean,
): Promise<Prisma.Sql> {
  const scope = await loadItemScope({ actor, db }, { projectId, stage })
  const picked = itemIds ? [Prisma.sql`i.id = any(${itemIds}::uuid[])`] : []
  return Prisma.sql`${whereBase(scope, archived)} and ${allOf([...picked, ...whereFilter(filter ?? {}, scope)])}`
}
