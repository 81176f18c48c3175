import { runHref } from '@/components/runs/run-links'
import { type GapRow, taskOf } from '@/lib/core/balance/gaps'
import type { ItemFilter } from '@/lib/core/item/filter'
import { listQuery, parseListState } from '@/lib/core/item/list-state'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { writePicked } from '@/lib/core/item/picked'

/** The list behind a count: not of the demo model, and with `accepted` what passed. */
export function itemsHref(slug: string, stage: ItemStage, filter: ItemFilter, accepted: boolean): string {
  const state = parseListState({})
  const origins: ItemFilter['origins'] = ['IMPORTED', 'GENERATED', 'WRITTEN']
  const narrowed: ItemFilter = { ...filter, origins, ...(accepted && { verdicts: ['PASSED'] }) }
  return `/${slug}/${ITEM_LISTS[stage]}${listQuery({ ...state, filter: narrowed })}`
}

/** The run's form with its task and what it is about. */
export function gapHref(slug: string, gap: GapRow): string {
  const task = taskOf(gap)
  if (gap.kind !== 'CHAINS') return runHref(slug, task, `?pick=${writePicked(gap.numbers)}`)
  return runHref(slug, task, `?category=${gap.categoryId}`)
}
