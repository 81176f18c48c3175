import { z } from 'zod'
import { itemFilterSchema } from '@/lib/core/item/filter'
import { Prisma, type Tx } from '@/lib/data/client'
import { loadItemScope } from '@/lib/data/queries/item-scope'
import { allOf, whereBase, whereFilter } from '@/lib/data/queries/item-where'
import type { Ctx } from '../context'

/** What a bulk act is done to: rows picked by hand, or all that a list's filter leaves. */
export const chosenItemsInput = z
  .object({
    projectId: z.uuid(),
    stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']).default('CHAIN'),
    itemIds: z.array(z.uuid()).min(1).max(10_000).optional(),
    filter: itemFilterSchema.optional(),
  })
  .refine(({ itemIds, filter }) => (itemIds === undefined) !== (filter === undefined), {
    message: 'Either rows or a filter',
  })
export type ChosenItemsInput = z.infer<typeof chosenItemsInput>

/** Their condition (alias i). Never reaches another project, nor categories that the actor opted out of: what is not shown is not chosen. */
export async function whereChosen(
  tx: Tx,
  ctx: Pick<Ctx, 'actor'>,
  { projectId, stage, itemIds, filter }: ChosenItemsInput,
  archived: boolean,
): Promise<Prisma.Sql> {
  const scope = await loadItemScope({ actor: ctx.actor, db: tx }, { projectId, stage })
  const picked = itemIds ? [Prisma.sql`i.id = any(${itemIds}::uuid[])`] : []
  return Prisma.sql`${whereBase(scope, archived)} and ${allOf([...picked, ...whereFilter(filter ?? {}, scope)])}`
}
