import { notFound } from 'next/navigation'
import type { ItemListData } from '@/components/item-list/item-list'
import { requireProject } from '@/lib/auth/project'
import { type ListState, listQuery, parseListState, type SearchParams } from '@/lib/core/item/list-state'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import { listFilterChoices } from '@/lib/data/queries/item-choices'
import { countEach, countItems } from '@/lib/data/queries/item-counts'
import { listItems } from '@/lib/data/queries/items'
import { listSavedViews } from '@/lib/data/queries/saved-views'

const PAGE_SIZE = 50

/** Views that every project has of a list. */
export type BuiltInViews = readonly { name: string; state: Pick<ListState, 'filter' | 'archived'> }[]

interface ListRequest {
  slug: string
  stage: ItemStage
  params: SearchParams
  builtIn: BuiltInViews
}

/** The list of a stage as its address asks for it. */
export async function loadItemList({ slug, stage, params, builtIn }: ListRequest): Promise<ItemListData> {
  const { project, ctx, facts } = await requireProject(slug)
  const state = parseListState(params)
  const { filter, archived, sort, dir, page: place, exact } = state
  const list = { projectId: project.id, stage }
  const [page, choices, saved] = await Promise.all([
    listItems(ctx, { ...list, filter, archived, sort, dir, from: place, size: PAGE_SIZE }),
    listFilterChoices(ctx, list),
    listSavedViews(ctx, project.id, ITEM_LISTS[stage]),
  ])
  if (!page || !choices) notFound()
  const views = [
    ...builtIn.map(({ name, state: view }) => ({ id: null, name, own: false, state: { ...initial, ...view } })),
    ...saved.map(({ id, name, query, own }) => ({
      ...{ id, name, own },
      state: parseListState(Object.fromEntries(new URLSearchParams(query))),
    })),
  ]
  return {
    project: { id: project.id, slug: project.slug, name: project.name },
    state,
    page,
    pageSize: PAGE_SIZE,
    choices,
    views: views.map(({ id, name, own, state }) => ({ id, name, own, query: listQuery({ ...state, page: null }) })),
    // Counts come after the rows: nobody waits for them.
    counts: countItems(ctx, { ...list, filter, archived, exact }),
    viewCounts: countEach(
      ctx,
      list,
      views.map(({ state }) => state),
    ),
    curates: canCurate(facts),
  }
}

const initial = parseListState({})
