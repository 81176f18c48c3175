import type { TakeOutStage } from '@/lib/core/export/formats'
import { isEmptyFilter } from '@/lib/core/item/filter'
import { listQuery, parseListState, type SearchParams } from '@/lib/core/item/list-state'
import { readPicked } from '@/lib/core/item/picked'
import { listPickedIds } from '@/lib/data/queries/picked-items'
import type { Chosen } from '@/lib/data/queries/where-chosen'
import type { Ctx } from '@/lib/services/context'

export interface ChosenHere {
  /** Null: all of the stage. */
  chosen: Chosen | null
  /** How many were picked by hand; null where they were not. */
  picked: number | null
  /** What says the same in another address, without "?". */
  query: string
}

/** Which items of a stage an address asks for: rows picked by hand (`pick`), or a list as its own address says it, or all. */
export async function loadChosen(
  ctx: Ctx,
  { projectId, stage }: { projectId: string; stage: TakeOutStage },
  params: SearchParams,
): Promise<ChosenHere> {
  const { filter } = parseListState(params)
  if (params.pick !== undefined) {
    // A selection that cannot be read chooses nothing: never everything instead.
    const numbers = readPicked(params.pick) ?? []
    const itemIds = await listPickedIds(ctx, { projectId, stage, numbers })
    return {
      chosen: { itemIds },
      picked: numbers.length,
      query: new URLSearchParams({ pick: `${params.pick}` }).toString(),
    }
  }
  if (isEmptyFilter(filter)) return { chosen: null, picked: null, query: '' }
  const query = listQuery({ ...parseListState({}), filter }).slice(1)
  return { chosen: { filter }, picked: null, query }
}
