'use client'
import type { RowSelectionState } from '@tanstack/react-table'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { BulkBar, BulkButton } from '@/components/data-table/bulk-bar'
import { ColumnMenu } from '@/components/data-table/column-menu'
import { DataTable } from '@/components/data-table/data-table'
import { PageFooter } from '@/components/data-table/page-footer'
import { useCount } from '@/components/data-table/use-count'
import { useFillHeight } from '@/components/data-table/use-fill-height'
import { useListKeys } from '@/components/data-table/use-list-keys'
import { useListPlace } from '@/components/data-table/use-list-place'
import { ItemPeek } from '@/components/items/item-peek'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Kbd } from '@/components/ui/kbd'
import type { Count } from '@/lib/core/item/count'
import { type ItemSort, isEmptyFilter, type VerdictName } from '@/lib/core/item/filter'
import type { ItemKey, ItemRow } from '@/lib/core/item/row'
import { itemNumber } from '@/lib/core/item/words'
import { archiveItemsAction, restoreItemsAction } from './actions'
import { chainColumns, columnList, FIRST_COLUMNS } from './columns'
import { AddFilter, type Choices, FilterChips } from './filter-bar'
import { SearchBox } from './search-box'
import { FIRST_DIR, type ListState, listQuery } from './search-params'
import { VerdictTally } from './verdict-tally'
import { type View, ViewTabs } from './view-tabs'

export interface ChainsListProps {
  project: { id: string; slug: string; name: string }
  state: ListState
  page: { rows: ItemRow[]; earlier: ItemKey | null; later: ItemKey | null }
  pageSize: number
  choices: Choices
  views: View[]
  counts: Promise<{ total: Count; verdicts: Record<VerdictName, Count> } | null>
  viewCounts: Promise<Count[]>
  curates: boolean
}

/** The list with everything around it. What it shows is in the address; only the rows picked and the panel are not. */
export function ChainsList(props: ChainsListProps) {
  const { project, state, page, pageSize, curates } = props
  const { updating, go, hold, held } = useListPlace()
  const [selection, setSelection] = useState<RowSelectionState>({})
  const [all, setAll] = useState(false)
  const [current, setCurrent] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const counts = useCount(props.counts)
  const base = `/${project.slug}/chains`

  const show = (change: Partial<ListState>) => {
    // Other rows: what was chosen in the list before is not chosen in this one.
    if ('filter' in change || 'archived' in change) clear()
    go(base + listQuery({ ...state, page: null, ...change }))
  }
  const clear = () => {
    setSelection({})
    setAll(false)
  }
  const rows = useMemo(() => page.rows.map((row) => ({ ...row, href: `${base}/${row.id}` })), [page.rows, base])
  const picked = Object.keys(selection).filter((id) => selection[id])
  const shown = state.columns ?? FIRST_COLUMNS
  const start = state.page?.position ?? 1
  const turn = {
    earlier: page.earlier && {
      page: { backwards: true, position: Math.max(1, start - pageSize), key: page.earlier },
    },
    later: page.later && { page: { backwards: false, position: start + rows.length, key: page.later } },
  }
  const toggle = (id: string) => {
    setAll(false)
    const { [id]: was, ...rest } = selection
    setSelection(was ? rest : { ...selection, [id]: true })
  }
  const openRow = (id: string) => {
    setCurrent(id)
    setOpen(true)
  }

  useListKeys({
    ids: rows.map(({ id }) => id),
    current,
    onCurrent: setCurrent,
    // First beside the list, then in full.
    onOpen: (id) => (open ? go(`${base}/${id}`) : openRow(id)),
    onSelect: toggle,
    onPage: (way) => {
      const next = way === 'later' ? turn.later : turn.earlier
      if (next) show(next)
    },
    onHold: hold,
    onEscape: () => {
      if (open) setOpen(false)
      else clear()
    },
  })

  const chosen = all ? { projectId: project.id, filter: state.filter } : { projectId: project.id, itemIds: picked }
  const bulk = async (act: typeof archiveItemsAction | typeof restoreItemsAction) => {
    const result = await act(chosen)
    if (!result.ok) return setSaid(result.message)
    clear()
    const n = Object.values(result.data)[0] ?? 0
    setSaid(`${n.toLocaleString('en-US')} ${state.archived ? 'restored' : 'archived'}.`)
    go(base + listQuery(state))
  }
  const queueHref = `/${project.slug}/review/new${
    all ? listQuery({ ...state, page: null, columns: null }) : `?ids=${picked.join(',')}`
  }`
  const fill = useFillHeight()

  return (
    <div ref={fill} className="-mx-4 -my-5 flex min-h-0 flex-col md:-mx-6">
      <header className="flex h-11 shrink-0 items-center gap-3 px-4">
        <h1>Chains</h1>
        <p className="text-ink-2 max-md:hidden">{project.name}</p>
        <div className="ml-auto flex items-center gap-2 max-md:flex-1">
          <SearchBox text={state.filter.text ?? ''} onSearch={(text) => show({ filter: { ...state.filter, text } })} />
          {curates && (
            <ButtonLink size="sm" href={`/${project.slug}/import`} className="max-md:hidden">
              Import
            </ButtonLink>
          )}
        </div>
      </header>
      <ViewTabs
        projectId={project.id}
        base={base}
        views={props.views}
        counts={props.viewCounts}
        query={listQuery({ ...state, page: null })}
        curates={curates}
      />
      <div className="flex shrink-0 items-center gap-2 px-4 py-2 max-lg:flex-wrap max-md:px-3 max-md:py-1">
        <FilterChips state={state} choices={props.choices} onChange={show} />
        <AddFilter state={state} choices={props.choices} onChange={show} />
        <div className="ml-auto flex items-center gap-3 max-md:hidden">
          <VerdictTally
            counts={counts}
            onPick={(verdict) => show({ filter: { ...state.filter, verdicts: [verdict] } })}
          />
          <ColumnMenu columns={columnList} shown={shown} onChange={(columns) => show({ columns, page: state.page })} />
        </div>
      </div>
      {said && (
        <p role="status" className="border-t border-line px-4 py-1 text-12 text-ink-2">
          {said}
        </p>
      )}
      <div className={`grid min-h-0 flex-1 border-t border-line ${open ? 'lg:grid-cols-[minmax(0,1fr)_316px]' : ''}`}>
        <div className="flex min-h-0 min-w-0 flex-col">
          <div className="grid min-h-0 flex-1">
            <DataTable
              label="Chains"
              columns={chainColumns}
              rows={rows}
              rowId={(row) => row.id}
              rowName={(row) => itemNumber(row.number)}
              visibility={Object.fromEntries(columnList.map(({ id }) => [id, shown.includes(id)]))}
              sort={{ by: state.sort, dir: state.dir }}
              onSort={(by) => show(nextSort(state, by as ItemSort))}
              selection={selection}
              onSelection={(next) => {
                setAll(false)
                setSelection(next)
              }}
              current={current}
              onOpen={openRow}
              updating={updating}
              empty={<Empty slug={project.slug} state={state} curates={curates} />}
            />
          </div>
          {picked.length > 0 && (
            <BulkBar
              selected={picked.length}
              all={all}
              total={counts?.total ?? null}
              onAll={() => setAll(true)}
              onClear={clear}
            >
              {curates && !state.archived && (
                <Link
                  href={queueHref}
                  className="inline-flex h-7 items-center rounded-1 bg-act-ink px-2 font-medium text-act no-underline max-md:h-10"
                >
                  Queue
                </Link>
              )}
              {curates && (
                <BulkButton onClick={() => void bulk(state.archived ? restoreItemsAction : archiveItemsAction)}>
                  {state.archived ? 'Restore' : 'Archive'}
                </BulkButton>
              )}
              {curates && (
                <Link
                  href={`/${project.slug}/take-out`}
                  className="px-2 font-medium no-underline hover:underline max-md:hidden"
                >
                  Export
                </Link>
              )}
            </BulkBar>
          )}
          <PageFooter
            first={rows.length === 0 ? 0 : start}
            last={start + rows.length - 1}
            total={counts?.total ?? null}
            order={ORDER_WORDS[state.sort][state.dir]}
            size={pageSize}
            exactHref={base + listQuery({ ...state, exact: true })}
            earlier={turn.earlier ? () => show(turn.earlier!) : null}
            later={turn.later ? () => show(turn.later!) : null}
          >
            {held && (
              <span>
                held still <Kbd>H</Kbd>
              </span>
            )}
          </PageFooter>
        </div>
        {open && current && <ItemPeek itemId={current} base={base} onClose={() => setOpen(false)} />}
      </div>
    </div>
  )
}

function nextSort(state: ListState, sort: ItemSort): Partial<ListState> {
  if (sort !== state.sort) return { sort, dir: FIRST_DIR[sort] }
  return { dir: state.dir === 'asc' ? 'desc' : 'asc' }
}

const ORDER_WORDS: Record<ItemSort, Record<'asc' | 'desc', string>> = {
  updated: { desc: 'newest change first, ties by number', asc: 'oldest change first, ties by number' },
  number: { desc: 'highest number first', asc: 'lowest number first' },
  verdict: { asc: 'open first, then passed, failed, contested', desc: 'contested first, then failed, passed, open' },
  category: { asc: 'in the taxonomy’s order, ties by change', desc: 'against the taxonomy’s order, ties by change' },
  severity: { desc: 'not set and gravest first', asc: 'mildest first, not set last' },
  steps: { desc: 'most steps first, ties by number', asc: 'fewest steps first, ties by number' },
}

function Empty({ slug, state, curates }: { slug: string; state: ListState; curates: boolean }) {
  if (!isEmptyFilter(state.filter) || state.archived) {
    return (
      <EmptyState title="No chain matches" action={<ButtonLink href={`/${slug}/chains`}>Show all chains</ButtonLink>}>
        Take a filter off, or search for other words of three letters or more.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No chains yet"
      action={curates ? <ButtonLink href={`/${slug}/import`}>Import chains</ButtonLink> : null}
    >
      Behavior chains stand here once a file with them is imported.
    </EmptyState>
  )
}
