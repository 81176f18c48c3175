import type { ReactNode } from 'react'
import type { Count } from '@/lib/core/item/count'
import type { VerdictName } from '@/lib/core/item/filter'
import { type ListState, listQuery } from '@/lib/core/item/list-state'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { capital } from '@/lib/core/item/words'
import { ButtonLink } from '../ui/button-link'
import { AddFilter, type Choices, FilterChips } from './filter-bar'
import type { ItemListKind, ListActs, ListChange } from './list-kind'
import { SearchBox } from './search-box'
import { VerdictTally } from './verdict-tally'
import { type View, ViewTabs } from './view-tabs'

interface ListHeadProps {
  kind: ItemListKind
  acts: ListActs
  project: { id: string; slug: string; name: string }
  base: string
  state: ListState
  choices: Choices
  views: View[]
  viewCounts: Promise<Count[]>
  counts: { verdicts: Record<VerdictName, Count> } | null
  curates: boolean
  show: (change: ListChange) => void
  /** At the end of the filters. */
  children: ReactNode
}

/** Name and search, views, filters: what narrows a list, above its rows. */
export function ListHead({ kind, project, base, state, curates, show, children, ...props }: ListHeadProps) {
  const filtering = { filters: kind.filters, flags: kind.flags, state, choices: props.choices, onChange: show }
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-3 px-4">
        <h1>{capital(kind.many)}</h1>
        <p className="text-ink-2 max-md:hidden">{project.name}</p>
        <div className="ml-auto flex items-center gap-2 max-md:flex-1">
          <SearchBox
            what={kind.searched}
            text={state.filter.text ?? ''}
            onSearch={(text) => show((now) => ({ filter: { ...now.filter, text } }))}
          />
          {curates && kind.more && (
            <ButtonLink size="sm" href={`/${project.slug}/${kind.more.path}`} className="max-md:hidden">
              {kind.more.label}
            </ButtonLink>
          )}
        </div>
      </header>
      <ViewTabs
        projectId={project.id}
        list={ITEM_LISTS[kind.stage]}
        acts={props.acts}
        base={base}
        views={props.views}
        counts={props.viewCounts}
        query={listQuery({ ...state, page: null })}
        curates={curates}
      />
      <div className="flex shrink-0 items-center gap-2 px-4 py-2 max-lg:flex-wrap max-md:px-3 max-md:py-1">
        <FilterChips {...filtering} />
        <AddFilter {...filtering} />
        <div className="ml-auto flex items-center gap-3 max-md:hidden">
          <VerdictTally
            counts={props.counts}
            onPick={(verdict) => show((now) => ({ filter: { ...now.filter, verdicts: [verdict] } }))}
          />
          {children}
        </div>
      </div>
    </>
  )
}
