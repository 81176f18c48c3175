import { column, ItemTitle, itemColumns } from '@/components/item-list/item-columns'
import { LABEL_WORDS } from '@/lib/core/compliance/labels'
import { languageName } from '@/lib/core/instruction/language'
import type { ItemRow } from '@/lib/core/item/row'
import { itemNumber } from '@/lib/core/item/words'
import { OUTCOME_WORDS } from '@/lib/core/trajectory/words'

const { verdict, number, category, severity, intent, attempt, judged, source, updated, ...others } = itemColumns

/** The responses list's columns, in order. */
export const responseColumns = column.columns([
  verdict,
  number,
  column.display({
    id: 'request',
    header: 'Request',
    cell: ({ row }) => <ItemTitle row={row.original} />,
    meta: { name: 'Request', cell: 'fold-title', fixed: true },
  }),
  column.display({
    id: 'label',
    header: 'Label',
    cell: ({ row }) => <Label label={row.original.label} />,
    meta: { name: 'Label that people gave', width: '124px' },
  }),
  column.display({
    id: 'ended',
    header: 'Ended',
    cell: ({ row: { original } }) =>
      original.outcome ? OUTCOME_WORDS[original.outcome] : <span className="text-ink-3">–</span>,
    meta: { name: 'How it ended', width: '96px', cell: 'clip' },
  }),
  intent,
  category,
  severity,
  column.display({
    id: 'steps',
    header: 'Steps',
    cell: ({ row }) => row.original.stepCount,
    meta: { name: 'Steps', width: '48px', sort: 'steps', cell: 'num' },
  }),
  column.display({
    id: 'called',
    header: 'Called',
    cell: ({ row }) => <Called row={row.original} />,
    meta: { name: 'Tools called', width: '124px', cell: 'clip' },
  }),
  column.display({
    id: 'instruction',
    header: 'Of',
    cell: ({ row }) => (
      <span className="text-ink-3">{row.original.parent ? itemNumber(row.original.parent.number) : '–'}</span>
    ),
    meta: { name: 'Instruction that it answers', width: '48px', cell: 'num' },
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
    id: 'offered',
    header: 'Offered',
    cell: ({ row }) => <span title={row.original.tools?.join(', ')}>{row.original.tools?.join(', ') ?? '–'}</span>,
    meta: { name: 'Tools offered', width: '150px', cell: 'clip' },
  }),
  column.display({
    id: 'language',
    header: 'Language',
    cell: ({ row }) => (row.original.language ? languageName(row.original.language) : '–'),
    meta: { name: 'Language', width: '86px' },
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
  ...['verdict', 'number', 'request', 'label', 'intent', 'category', 'steps', 'instruction', 'state', 'judged'],
  ...['updated'],
]

/** Not there where nobody has labelled it, where labels tie, or where the reader may not know yet. */
const Label = ({ label }: { label: ItemRow['label'] }) =>
  label ? LABEL_WORDS[label] : <span className="text-ink-3">–</span>

function State({ row: { stale, quarantined } }: { row: ItemRow }) {
  return (
    <>
      {quarantined && <span className="text-failed">quarantined</span>}
      {quarantined && stale && ', '}
      {stale && <span className="text-ink-2">stale</span>}
    </>
  )
}

function Called({ row: { steps } }: { row: ItemRow }) {
  if (!steps) return <span className="hatch px-1 text-ink-3">masked</span>
  const names = steps.map(({ name }) => name).join(', ')
  return names === '' ? <span className="text-ink-3">none</span> : <span title={names}>{names}</span>
}
