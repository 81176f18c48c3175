import { parseListState, type SearchParams } from '@/lib/core/item/list-state'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { readPicked } from '@/lib/core/item/picked'
import type { QueueFilter } from '@/lib/core/review/queue-filter'
import { listPickedIds } from '@/lib/data/queries/picked-items'
import type { Ctx } from '@/lib/services/context'

/** Which items a new queue begins with: rows picked by hand (`pick`), or a list as its own address says it. */
export async function loadQueueFilter(
  ctx: Ctx,
  { projectId, stage }: { projectId: string; stage: ItemStage },
  params: SearchParams,
): Promise<QueueFilter> {
  const { filter } = parseListState(params)
  if (params.pick === undefined) return filter
  // A selection that cannot be read chooses nothing: never everything instead.
  const numbers = readPicked(params.pick) ?? []
  return { ...filter, itemIds: await listPickedIds(ctx, { projectId, stage, numbers }) }
}

/** The stage that an address names by its list ("instructions"); chains where it names none. */
export const readStage = ({ stage }: SearchParams): ItemStage =>
  (Object.keys(ITEM_LISTS) as ItemStage[]).find((name) => ITEM_LISTS[name] === stage) ?? 'CHAIN'
