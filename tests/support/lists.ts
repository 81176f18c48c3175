import { ITEM_SORTS, type ItemFilter, type ItemSort } from '@/lib/core/item/filter'
import type { ItemKey, ItemRow } from '@/lib/core/item/row'
import { listItems } from '@/lib/data/queries/items'
import type { Ctx } from '@/lib/services/context'

interface Walk {
  projectId: string
  filter?: ItemFilter
  archived?: boolean
  sort?: ItemSort
  dir?: 'asc' | 'desc'
  size?: number
  backwards?: boolean
}

/** Every row of a list, turned page by page, from the first to the last or back again. */
export async function walkPages(
  ctx: Ctx,
  { projectId, filter = {}, archived = false, sort = 'updated', dir = 'desc', size = 7, backwards = false }: Walk,
): Promise<ItemRow[]> {
  const request = { projectId, stage: 'CHAIN' as const, filter, archived, sort, dir, size }
  const rows: ItemRow[] = []
  let key: ItemKey | null = backwards ? await lastKey(ctx, request) : null
  for (let turns = 0; turns < 500; turns++) {
    const page = await listItems(ctx, { ...request, from: key && { key, backwards } })
    if (!page) return rows
    if (backwards) rows.unshift(...page.rows)
    else rows.push(...page.rows)
    key = backwards ? page.earlier : page.later
    if (!key) return rows
  }
  throw new Error('the pages do not end')
}

/** A place behind every row. */
async function lastKey(_ctx: Ctx, { dir }: { dir: 'asc' | 'desc' }): Promise<ItemKey> {
  return dir === 'asc'
    ? { rank: 9_999, at: new Date('2999-01-01'), steps: 999, number: 2_000_000_000 }
    : { rank: 0, at: new Date('1990-01-01'), steps: 0, number: 0 }
}

export const ORDERS = ITEM_SORTS.flatMap((sort) => (['asc', 'desc'] as const).map((dir) => ({ sort, dir })))
