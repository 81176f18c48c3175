import Link from 'next/link'
import { type Count, printCount } from '@/lib/core/item/count'
import { type ListState, listQuery } from '@/lib/core/item/list-state'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { MOST_PICKED, writePicked } from '@/lib/core/item/picked'
import { BulkBar, BulkButton } from '../data-table/bulk-bar'
import type { Chosen, ItemListKind, ListActs, MoreActs } from './list-kind'
import type { Selection } from './use-selection'

interface BulkActsProps {
  kind: ItemListKind
  project: { id: string; slug: string }
  state: ListState
  selection: Selection
  total: Count | null
  curates: boolean
  acts: ListActs
  more?: MoreActs
  /** Done, or not done: what to say, and whether the rows have changed. */
  onDone: (said: string, changed: boolean) => void
}

/** What a curator does with the chosen rows; everybody else can at least let go of them. */
export function BulkActs(props: BulkActsProps) {
  const { kind, project, state, selection, total, curates, acts, more, onDone } = props
  const { ids, all } = selection
  const chosen: Chosen = {
    projectId: project.id,
    stage: kind.stage,
    ...(all ? { filter: state.filter } : { itemIds: ids }),
  }
  const away = async () => {
    const result = await (state.archived ? acts.restore : acts.archive)(chosen).catch(() => null)
    if (!result)
      return onDone('The server does not answer. Whether it was done shows when the list is read again.', false)
    if (!result.ok) return onDone(result.message, false)
    const n = Object.values(result.data)[0] ?? 0
    onDone(`${n.toLocaleString('en-US')} ${state.archived ? 'restored' : 'archived'}.`, true)
  }
  // An address holds so many rows by name; a filter any number.
  const address = all
    ? listQuery({ ...state, page: null, columns: null, exact: false })
    : `?${new URLSearchParams({ pick: writePicked(selection.numbers) })}`
  const tooMany = !all && ids.length > MOST_PICKED
  return (
    <BulkBar
      selected={ids.length}
      all={all}
      total={total}
      onAll={selection.takeAll}
      onClear={selection.clear}
      note={tooMany ? `For a queue or a file, at most ${printCount({ n: MOST_PICKED, more: false })} by hand` : null}
    >
      {curates && !state.archived && !tooMany && (
        <>
          <BulkLink lead href={`/${project.slug}/review/new${withStage(address, kind.stage)}`}>
            Queue
          </BulkLink>
          <BulkLink href={`/${project.slug}/take-out${withStage(address, kind.stage)}`}>Export</BulkLink>
          {more?.(chosen, address)}
        </>
      )}
      {curates && <BulkButton onClick={() => void away()}>{state.archived ? 'Restore' : 'Archive'}</BulkButton>}
    </BulkBar>
  )
}

/** A queue or a file is of one stage; without a word it is of chains. */
const withStage = (address: string, stage: ItemStage) =>
  stage === 'CHAIN' ? address : `${address}${address ? '&' : '?'}stage=${ITEM_LISTS[stage]}`

export function BulkLink({ href, lead, children }: { href: string; lead?: boolean; children: string }) {
  const look = lead ? 'bg-act-ink text-act' : 'hover:underline'
  return (
    <Link
      href={href}
      prefetch={false}
      className={`inline-flex h-7 items-center rounded-1 px-2 font-medium no-underline max-md:h-10 ${look}`}
    >
      {children}
    </Link>
  )
}
