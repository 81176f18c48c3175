import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ItemRow, Judged } from '@/lib/core/item/row'
import { DECISION_WORDS, itemNumber, ORIGIN_WORDS, SETTLED_WORDS, severityWords } from '@/lib/core/item/words'
import type { ListFeatures } from '../data-table/features'
import { Severity } from '../ui/severity'
import { ShortTime } from '../ui/short-time'
import { type VerdictKind, VerdictMark } from '../ui/verdict'
import type { ListRow } from './list-kind'

export const column = createColumnHelper<ListFeatures, ListRow>()

const VOTE = { ACCEPT: 'PASSED', REJECT: 'FAILED' } as const

/** Columns that mean the same in every list; each list takes those it has, in its own order, beside its own. */
export const itemColumns = {
  verdict: column.accessor('verdict', {
    id: 'verdict',
    header: () => <span className="sr-only">Verdict</span>,
    cell: ({ row }) => <VerdictMark verdict={shownMark(row.original)} />,
    meta: { name: 'Verdict', width: '26px', sort: 'verdict', cell: 'fold-mark' },
  }),
  number: column.accessor('number', {
    id: 'number',
    header: 'No.',
    cell: ({ row }) => <span className="text-ink-3">{itemNumber(row.original.number)}</span>,
    meta: { name: 'Number', width: '48px', sort: 'number', cell: 'num' },
  }),
  category: column.display({
    id: 'category',
    header: 'Category',
    cell: ({ row }) => <CategoryCell category={row.original.category} />,
    meta: { name: 'Category', width: '140px', sort: 'category', cell: 'fold-under' },
  }),
  severity: column.display({
    id: 'severity',
    header: 'Severity',
    cell: ({ row }) => <Severity level={row.original.category.severity} />,
    meta: { name: 'Severity', width: '66px', sort: 'severity' },
  }),
  attempt: column.accessor('attempt', {
    id: 'attempt',
    header: () => <span title="Attempts">Try</span>,
    cell: ({ row }) => row.original.attempt ?? <Unsaid />,
    meta: { name: 'Attempts', width: '36px', cell: 'num' },
  }),
  judged: column.display({
    id: 'judged',
    header: 'Judged',
    cell: ({ row }) => <JudgedCell judged={row.original.judged} />,
    meta: { name: 'Judged', width: '66px', cell: 'fold-end' },
  }),
  source: column.display({
    id: 'source',
    header: 'Source',
    cell: ({ row }) => (
      <span className="text-ink-2">
        {row.original.source ?? row.original.model ?? ORIGIN_WORDS[row.original.origin]}
      </span>
    ),
    meta: { name: 'Source or model', width: '86px' },
  }),
  licence: column.display({
    id: 'licence',
    header: 'Licence',
    cell: ({ row }) => row.original.licence ?? (row.original.source ? 'not said' : ''),
    meta: { name: 'Licence', width: '96px' },
  }),
  updated: column.display({
    id: 'updated',
    header: 'Updated',
    cell: ({ row }) => <Time at={row.original.updatedAt} />,
    meta: { name: 'Updated', width: '88px', sort: 'updated', cell: 'num fold-aside' },
  }),
  intent: column.display({
    id: 'intent',
    header: 'Intent',
    cell: ({ row }) => row.original.intent.toLowerCase(),
    meta: { name: 'Intent', width: '80px' },
  }),
  parent: column.display({
    id: 'parent',
    header: 'Top category',
    cell: ({ row }) => <span className="text-ink-2">{row.original.category.path[0] ?? '–'}</span>,
    meta: { name: 'Top category', width: '140px' },
  }),
  origin: column.display({
    id: 'origin',
    header: 'Origin',
    cell: ({ row }) => ORIGIN_WORDS[row.original.origin],
    meta: { name: 'Origin', width: '96px' },
  }),
  flagged: column.display({
    id: 'flagged',
    header: 'Flag',
    cell: ({ row }) => (row.original.flagged ? 'flagged' : ''),
    meta: { name: 'Flag', width: '64px' },
  }),
  settled: column.display({
    id: 'settled',
    header: 'Decided',
    cell: ({ row }) => (row.original.verdictAt ? <Time at={row.original.verdictAt} /> : <Unsaid />),
    meta: { name: 'Decided', width: '92px', cell: 'num' },
  }),
  by: column.display({
    id: 'by',
    header: 'Settled by',
    cell: ({ row }) => (row.original.settledBy ? SETTLED_WORDS[row.original.settledBy] : <Unsaid />),
    meta: { name: 'Settled by', width: '92px' },
  }),
  created: column.display({
    id: 'created',
    header: 'Added',
    cell: ({ row }) => <Time at={row.original.createdAt} />,
    meta: { name: 'Added', width: '92px', cell: 'num' },
  }),
}

const shownMark = (row: ItemRow): VerdictKind => (row.stale ? 'STALE' : row.verdict)

/** The item's first line, which leads to its page. */
export function ItemTitle({ row }: { row: ListRow }) {
  return (
    <Link href={row.href} prefetch={false} className="no-underline hover:underline">
      {row.text === null ? (
        <span className="hatch px-1 text-ink-3">masked, {severityWords(row.category.severity)}</span>
      ) : (
        row.text || <span className="text-ink-3">no text</span>
      )}
    </Link>
  )
}

function CategoryCell({ category }: { category: ItemRow['category'] }) {
  return (
    <span className="text-ink-2" title={category.path.join(' › ')}>
      {category.path.at(-1) ?? 'none'}
      <span className="md:hidden">, {severityWords(category.severity)}</span>
    </span>
  )
}

/** Votes as they came; while the entry is open, how many of how many. */
function JudgedCell({ judged }: { judged: Judged | null }): ReactNode {
  if (!judged) return <Unsaid />
  if (!judged.closed) {
    return (
      <span className="text-12 text-ink-2">
        {judged.votes.length} of {judged.slots}
      </span>
    )
  }
  return (
    <span className="inline-flex items-center gap-[3px] align-middle">
      {judged.votes.map((vote, index) =>
        vote === 'ABSTAIN' || vote === 'AMBIGUOUS' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a vote is its place in their order.
          <span key={index} role="img" aria-label={DECISION_WORDS[vote]} className="w-3 text-center text-ink-3">
            {vote === 'ABSTAIN' ? '–' : '?'}
          </span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <VerdictMark key={index} verdict={VOTE[vote]} />
        ),
      )}
    </span>
  )
}

const Time = ({ at }: { at: Date }) => (
  <span className="text-ink-3">
    <ShortTime iso={at.toISOString()} />
  </span>
)

const Unsaid = () => <span className="text-ink-3">–</span>
