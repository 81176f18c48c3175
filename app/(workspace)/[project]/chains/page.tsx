import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { listFilterChoices } from '@/lib/data/queries/item-choices'
import { countEach, countItems } from '@/lib/data/queries/item-counts'
import { listItems } from '@/lib/data/queries/items'
import { listSavedViews } from '@/lib/data/queries/saved-views'
import { ChainsList } from './chains-list'
import { listQuery, parseListState, type SearchParams } from './search-params'
import { BUILT_IN_VIEWS } from './views'

export const metadata: Metadata = { title: 'Chains' }

const PAGE_SIZE = 50

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<SearchParams>
}

export default async function ChainsPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const state = parseListState(await searchParams)
  const { filter, archived, sort, dir, page: place, exact } = state
  const list = { projectId: project.id, stage: 'CHAIN' as const }
  const [page, choices, saved] = await Promise.all([
    listItems(ctx, { ...list, filter, archived, sort, dir, from: place, size: PAGE_SIZE }),
    listFilterChoices(ctx, project.id),
    listSavedViews(ctx, project.id, 'chains'),
  ])
  if (!page || !choices) notFound()
  const views = [
    ...BUILT_IN_VIEWS.map(({ name, state: view }) => ({ id: null, name, own: false, state: { ...initial, ...view } })),
    ...saved.map(({ id, name, query, own }) => ({
      ...{ id, name, own },
      state: parseListState(Object.fromEntries(new URLSearchParams(query))),
    })),
  ]
  // Counts come after the rows: nobody waits for them.
  const counts = countItems(ctx, { ...list, filter, archived, exact })
  const viewCounts = countEach(
    ctx,
    list,
    views.map(({ state }) => state),
  )
  return (
    <ChainsList
      project={{ id: project.id, slug: project.slug, name: project.name }}
      state={state}
      page={page}
      pageSize={PAGE_SIZE}
      choices={choices}
      views={views.map(({ id, name, own, state }) => ({ id, name, own, query: listQuery({ ...state, page: null }) }))}
      counts={counts}
      viewCounts={viewCounts}
      curates={canCurate(facts)}
    />
  )
}

const initial = parseListState({})
