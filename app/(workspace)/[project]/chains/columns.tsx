import { column, ItemTitle, itemColumns } from '@/components/item-list/item-columns'
import type { ItemRow } from '@/lib/core/item/row'
import { shortStep } from '@/lib/core/item/words'

const { verdict, number, category, severity, attempt, judged, source, updated, ...others } = itemColumns

/** The chains list's columns, in order. */
export const chainColumns = column.columns([
  verdict,
  number,
  column.display({
    id: 'chain',
    header: 'Chain',
    cell: ({ row }) => <ItemTitle row={row.original} />,
    meta: { name: 'Chain', cell: 'fold-title', fixed: true },
  }),
  category,
  severity,
  column.display({
    id: 'steps',
    header: 'Steps',
    cell: ({ row }) => <Steps row={row.original} />,
    meta: { name: 'Steps', width: '200px', cell: 'clip' },
  }),
  attempt,
  judged,
  source,
  updated,
  others.intent,
  others.parent,
  others.origin,
  column.display({
    id: 'length',
    header: 'Length',
    cell: ({ row }) => row.original.stepCount,
    meta: { name: 'Number of steps', width: '64px', sort: 'steps', cell: 'num' },
  }),
  others.flagged,
  others.by,
  others.settled,
  others.created,
])

/** Shown when nobody chose. */
export const FIRST_COLUMNS = [
  ...['verdict', 'number', 'chain', 'category', 'severity', 'steps', 'attempt', 'judged', 'source', 'updated'],
]

const STEPS_SHOWN = 3

function Steps({ row: { steps, stepCount } }: { row: ItemRow }) {
  if (!steps) return <span className="text-ink-3">{stepCount} steps</span>
  const rest = steps.slice(STEPS_SHOWN)
  return (
    <span className="inline-flex gap-[3px] align-middle" title={steps.map(({ name }) => name).join(' › ')}>
      {steps.slice(0, STEPS_SHOWN).map(({ name, listed }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; the same capability may stand twice.
        <span key={index} className="stepchip" data-unlisted={listed ? undefined : ''}>
          {shortStep(name)}
        </span>
      ))}
      {rest.length > 0 && (
        <span className={rest.some(({ listed }) => !listed) ? 'text-11 text-failed' : 'text-11 text-ink-2'}>
          +{rest.length}
        </span>
      )}
    </span>
  )
}
