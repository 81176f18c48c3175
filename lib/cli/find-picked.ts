import type { ItemStage } from '@/lib/core/item/lists'
import { readPicked } from '@/lib/core/item/picked'
import { listPickedIds } from '@/lib/data/queries/picked-items'
import type { Ctx } from '@/lib/services/context'
import { UsageError } from './command'

/** Items by number ("3,7-12"), or all that a filter leaves. */
export async function findPicked(
  ctx: Ctx,
  of: {
    projectId: string
    stage: ItemStage
    items: string | undefined
    categoryIds: string[] | null
  },
): Promise<{ kind: 'ITEMS'; itemIds: string[] } | { kind: 'FILTER'; filter: object }> {
  const { projectId, stage, items, categoryIds } = of
  if (items === undefined) return { kind: 'FILTER', filter: categoryIds ? { categoryIds } : {} }
  const numbers = readPicked(items)
  if (!numbers) throw new UsageError(`--items takes numbers such as 3,7-12, not "${items}".`)
  const itemIds = await listPickedIds(ctx, { projectId, stage, numbers })
  if (itemIds.length === 0) throw new UsageError(`None of ${items} is a ${stage.toLowerCase()} of this project.`)
  return { kind: 'ITEMS', itemIds }
}
