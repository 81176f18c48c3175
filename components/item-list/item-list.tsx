'use client'
import { useMemo, useRef, useState } from 'react'
import type { Count } from '@/lib/core/item/count'
import { type ItemSort, isEmptyFilter, type VerdictName } from '@/lib/core/item/filter'
import { FIRST_DIR, type ListState, listQuery } from '@/lib/core/item/list-state'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import type { ItemKey, ItemRow } from '@/lib/core/item/row'
import { capital, itemNumber } from '@/lib/core/item/words'
import { ColumnMenu } from '../data-table/column-menu'
import { DataTable } from '../data-table/data-table'
import { PageFooter } from '../data-table/page-footer'
import { useCount } from '../data-table/use-count'
import { useFillHeight } from '../data-table/use-fill-height'
import { useListKeys } from '../data-table/use-list-keys'
import { useListPlace } from '../data-table/use-list-place'
import { ItemPeek } from '../items/item-peek'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'
import { Kbd } from '../ui/kbd'
import { BulkActs } from './bulk-acts'
import type { Choices } from './filter-bar'
import { ListHead } from './list-head'
import type { ItemListKind, ListActs, ListChange, MoreActs } from './list-kind'
import { ORDER_WORDS } from './order-words'
import { useSelection } from './use-selection'
import type { View } from './view-tabs'

/** What the server knows of the list at its address. */
export interface ItemListData {
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
interface ItemListProps extends ItemListData {
  kind: ItemListKind
  acts: ListActs
  /** Acts on the chosen rows beside queue, export and archive. */
  more?: MoreActs
}

/** The list of a stage with everything around it. What it shows is in the address; only the rows picked and the panel are not. */
export function ItemList(props: ItemListProps) {
  const { kind, acts, project, state, page, pageSize, curates } = props
  const { updating, go, hold, held } = useListPlace()
  const selection = useSelection(page.rows)
  const [current, setCurrent] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const counts = useCount(props.counts)
  const base = `/${project.slug}/${ITEM_LISTS[kind.stage]}`

  // What is asked for may be ahead of what is shown: two filters taken off one after the other are both taken off.
  const wanted = useRef({ shown: state, state })
  if (wanted.current.shown !== state) wanted.current = { shown: state, state }
  const show = (change: ListChange) => {
    const now = wanted.current.state
    const changed = typeof change === 'function' ? change(now) : change
    wanted.current.state = { ...now, page: null, ...changed }
    // Other rows: what was chosen in the list before is not chosen in this one.
    if ('filter' in changed || 'archived' in changed) selection.clear()
    setSaid(null)
    go(base + listQuery(wanted.current.state))
  }
  const rows = useMemo(() => page.rows.map((row) => ({ ...row, href: `${base}/${row.id}` })), [page.rows, base])
  const [columnsAsked, askColumns] = useAsked(state.columns)
  const shown = columnsAsked ?? kind.firstColumns
  const columns = kind.columns.map(({ id, meta }) => ({ id: id!, name: meta!.name, fixed: meta!.fixed ?? false }))
  const start = state.page?.position ?? 1
  const turn = {
    earlier: page.earlier && {
      page: { backwards: true, position: Math.max(1, start - pageSize), key: page.earlier },
    },
    later: page.later && { page: { backwards: false, position: start + rows.length, key: page.later } },
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
    onSelect: selection.toggle,
    onPage: (way) => {
      const next = way === 'later' ? turn.later : turn.earlier
      if (next) show(next)
    },
    onHold: hold,
    onEscape: () => {
      if (open) setOpen(false)
      else selection.clear()
    },
  })
  const chooseColumns = (ids: string[] | null) => {
    askColumns(ids)
    show({ columns: ids, page: state.page })
  }
  const fill = useFillHeight()

  return (
    <div ref={fill} className="-mx-4 -my-5 flex min-h-0 flex-col md:-mx-6">
      <ListHead {...props} base={base} counts={counts} show={show}>
        <ColumnMenu columns={columns} shown={shown} onChange={chooseColumns} />
      </ListHead>
      {said && (
        <p role="status" className="border-t border-line px-4 py-1 text-12 text-ink-2">
          {said}
        </p>
      )}
      <div className={`grid min-h-0 flex-1 border-t border-line ${open ? 'lg:grid-cols-[minmax(0,1fr)_316px]' : ''}`}>
        <div className="flex min-h-0 min-w-0 flex-col">
          <div className="grid min-h-0 flex-1">
            <DataTable
              label={capital(kind.many)}
              columns={kind.columns}
              rows={rows}
              rowId={(row) => row.id}
              rowName={(row) => itemNumber(row.number)}
              visibility={Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)]))}
              sort={{ by: state.sort, dir: state.dir }}
              onSort={(by) => show((now) => nextSort(now, by as ItemSort))}
              selection={selection.selection}
              onSelection={selection.pick}
              current={current}
              onOpen={openRow}
              updating={updating}
              empty={<Empty kind={kind} slug={project.slug} state={state} curates={curates} />}
            />
          </div>
          {selection.ids.length > 0 && (
            <BulkActs
              {...{ kind, project, state, selection, curates, acts }}
              more={props.more}
              total={counts?.total ?? null}
              onDone={(words, changed) => {
                setSaid(words)
                if (!changed) return
                selection.clear()
                go(base + listQuery(state))
              }}
            />
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

/** What the address says, or what was asked for since and is on its way there: nothing waits for the server to be drawn. */
function useAsked(columns: string[] | null) {
  const address = columns?.join() ?? ''
  const [asked, setAsked] = useState({ address, columns })
  if (asked.address !== address) setAsked({ address, columns })
  return [asked.columns, (next: string[] | null) => setAsked({ address, columns: next })] as const
}

function nextSort(state: ListState, sort: ItemSort): Partial<ListState> {
  if (sort !== state.sort) return { sort, dir: FIRST_DIR[sort] }
  return { dir: state.dir === 'asc' ? 'desc' : 'asc' }
}

interface EmptyProps {
  kind: ItemListKind
  slug: string
  state: ListState
  curates: boolean
}

function Empty({ kind, slug, state, curates }: EmptyProps) {
  if (!isEmptyFilter(state.filter) || state.archived) {
    return (
      <EmptyState
        title={`No ${kind.one} matches`}
        action={<ButtonLink href={`/${slug}/${ITEM_LISTS[kind.stage]}`}>Show all {kind.many}</ButtonLink>}
      >
        Take a filter off, or search for other words of three letters or more.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={`No ${kind.many} yet`}
      action={
        curates && (
          <>
            {kind.more && <ButtonLink href={`/${slug}/${kind.more.path}`}>{kind.more.first}</ButtonLink>}
            {kind.run && <ButtonLink href={`/${slug}/runs/new?task=${kind.run.task}`}>{kind.run.label}</ButtonLink>}
          </>
        )
      }
    >
      {kind.empty}
    </EmptyState>
  )
}
