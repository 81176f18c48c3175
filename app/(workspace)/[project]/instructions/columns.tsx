import { column, ItemTitle, itemColumns } from '@/components/item-list/item-columns'
import { languageName } from '@/lib/core/instruction/language'
import type { ItemRow } from '@/lib/core/item/row'
import { itemNumber } from '@/lib/core/item/words'

const { verdict, number, category, severity, attempt, judged, source, updated, ...others } = itemColumns

/** The instructions list's columns, in order. */
export const instructionColumns = column.columns([
  verdict,
  number,
  column.display({
    id: 'instruction',
    header: 'Instruction',
    cell: ({ row }) => <ItemTitle row={row.original} />,
    meta: { name: 'Instruction', cell: 'fold-title', fixed: true },
  }),
  column.display({
    id: 'intent',
    header: 'Intent',
    cell: ({ row }) => <Intent row={row.original} />,
    meta: { name: 'Intent', width: '112px' },
  }),
  category,
  severity,
  column.display({
    id: 'chain',
    header: 'Chain',
    cell: ({ row }) => (
      <span className="text-ink-3">{row.original.parent ? itemNumber(row.original.parent.number) : '–'}</span>
    ),
    meta: { name: 'Chain it was made from', width: '56px', cell: 'num' },
  }),
  column.display({
    id: 'tools',
    header: 'Tools',
    cell: ({ row }) => <Tools row={row.original} />,
    meta: { name: 'Tools', width: '150px', cell: 'clip' },
  }),
  column.display({
    id: 'state',
    header: 'State',
    cell: ({ row }) => <State row={row.original} />,
    meta: { name: 'Stale or quarantined', width: '92px' },
  }),
  attempt,
  judged,
  source,
  updated,
  column.display({
    id: 'language',
    header: 'Language',
    cell: ({ row }) => (row.original.language ? languageName(row.original.language) : '–'),
    meta: { name: 'Language', width: '86px' },
  }),
  column.display({
    id: 'split',
    header: 'Settled as',
    cell: ({ row }) => row.original.split?.toLowerCase() ?? (row.original.intent === 'BORDERLINE' ? 'not yet' : ''),
    meta: { name: 'Settled as', width: '86px' },
  }),
  others.parent,
  others.origin,
  others.licence,
  others.flagged,
  others.by,
  others.settled,
  others.created,
])

/** Shown when nobody chose. */
export const FIRST_COLUMNS = [
  ...['verdict', 'number', 'instruction', 'intent', 'category', 'severity', 'chain', 'tools', 'state', 'judged'],
  ...['source', 'updated'],
]

/** The intent stays; what a borderline one was settled as stands beside it. */
function Intent({ row: { intent, split } }: { row: ItemRow }) {
  return (
    <span>
      {intent.toLowerCase()}
      {split && <span className="text-12 text-ink-3">, {split.toLowerCase()}</span>}
    </span>
  )
}

function State({ row: { stale, quarantined } }: { row: ItemRow }) {
  return (
    <>
      {quarantined && <span className="text-failed">quarantined</span>}
      {quarantined && stale && ', '}
      {stale && <span className="text-ink-2">stale</span>}
    </>
  )
}

function Tools({ row: { tools, stepCount } }: { row: ItemRow }) {
  if (!tools) return <span className="text-ink-3">{stepCount} steps</span>
  return <span title={tools.join(', ')}>{tools.join(', ')}</span>
}
