import { createColumnHelper } from '@tanstack/react-table'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ListFeatures } from '@/components/data-table/features'
import { Severity } from '@/components/ui/severity'
import { ShortTime } from '@/components/ui/short-time'
import { type VerdictKind, VerdictMark } from '@/components/ui/verdict'
import type { ItemRow, Judged } from '@/lib/core/item/row'
import { itemNumber, ORIGIN_WORDS, severityWords, shortStep } from '@/lib/core/item/words'

const column = createColumnHelper<ListFeatures, ItemRow & { href: string }>()

const VOTE = { ACCEPT: 'PASSED', REJECT: 'FAILED' } as const

/** The chains list's columns, in order. The first eleven that are not hidden at first are those of the team's everyday. */
export const chainColumns = column.columns([
  column.accessor('verdict', {
    id: 'verdict',
    header: () => <span className="sr-only">Verdict</span>,
    cell: ({ row }) => <VerdictMark verdict={shownMark(row.original)} />,
    meta: { name: 'Verdict', width: '26px', sort: 'verdict', cell: 'fold-mark' },
  }),
  column.accessor('number', {
    id: 'number',
    header: 'No.',
    cell: ({ row }) => <span className="text-ink-3">{itemNumber(row.original.number)}</span>,
    meta: { name: 'Number', width: '48px', sort: 'number', cell: 'num' },
  }),
  column.display({
    id: 'chain',
    header: 'Chain',
    cell: ({ row }) => <Title row={row.original} />,
    meta: { name: 'Chain', cell: 'fold-title', fixed: true },
  }),
  column.display({
    id: 'category',
    header: 'Category',
    cell: ({ row }) => <CategoryCell category={row.original.category} />,
    meta: { name: 'Category', width: '140px', sort: 'category', cell: 'fold-under' },
  }),
  column.display({
    id: 'severity',
    header: 'Severity',
    cell: ({ row }) => <Severity level={row.original.category.severity} />,
    meta: { name: 'Severity', width: '66px', sort: 'severity' },
  }),
  column.display({
    id: 'steps',
    header: 'Steps',
    cell: ({ row }) => <Steps row={row.original} />,
    meta: { name: 'Steps', width: '166px', cell: 'clip' },
  }),
  column.accessor('attempt', {
    id: 'attempt',
    header: () => <span title="Attempts">Try</span>,
    cell: ({ row }) => row.original.attempt ?? <Unsaid />,
    meta: { name: 'Attempts', width: '36px', cell: 'num' },
  }),
  column.display({
    id: 'judged',
    header: 'Judged',
    cell: ({ row }) => <JudgedCell judged={row.original.judged} />,
    meta: { name: 'Judged', width: '66px', cell: 'fold-end' },
  }),
  column.display({
    id: 'source',
    header: 'Source',
    cell: ({ row }) => <span className="text-ink-2">{row.original.model ?? ORIGIN_WORDS[row.original.origin]}</span>,
    meta: { name: 'Source or model', width: '86px' },
  }),
  column.display({
    id: 'updated',
    header: 'Updated',
    cell: ({ row }) => <Time at={row.original.updatedAt} />,
    meta: { name: 'Updated', width: '72px', sort: 'updated', cell: 'num fold-aside' },
  }),
  column.display({
    id: 'intent',
    header: 'Intent',
    cell: ({ row }) => row.original.intent.toLowerCase(),
    meta: { name: 'Intent', width: '80px' },
  }),
  column.display({
    id: 'parent',
    header: 'Top category',
    cell: ({ row }) => <span className="text-ink-2">{row.original.category.path[0] ?? '–'}</span>,
    meta: { name: 'Top category', width: '140px' },
  }),
  column.display({
    id: 'origin',
    header: 'Origin',
    cell: ({ row }) => ORIGIN_WORDS[row.original.origin],
    meta: { name: 'Origin', width: '96px' },
  }),
  column.display({
    id: 'length',
    header: 'Length',
    cell: ({ row }) => row.original.stepCount,
    meta: { name: 'Number of steps', width: '64px', sort: 'steps', cell: 'num' },
  }),
  column.display({
    id: 'flagged',
    header: 'Flag',
    cell: ({ row }) => (row.original.flagged ? 'flagged' : ''),
    meta: { name: 'Flag', width: '64px' },
  }),
  column.display({
    id: 'settled',
    header: 'Decided',
    cell: ({ row }) => (row.original.verdictAt ? <Time at={row.original.verdictAt} /> : <Unsaid />),
    meta: { name: 'Decided', width: '92px', cell: 'num' },
  }),
  column.display({
    id: 'created',
    header: 'Added',
    cell: ({ row }) => <Time at={row.original.createdAt} />,
    meta: { name: 'Added', width: '92px', cell: 'num' },
  }),
])

/** Shown when nobody chose. */
export const FIRST_COLUMNS = [
  ...['verdict', 'number', 'chain', 'category', 'severity', 'steps', 'attempt', 'judged', 'source', 'updated'],
]

export const columnList = chainColumns.map(({ id, meta }) => ({
  id: id!,
  name: meta!.name,
  fixed: meta!.fixed ?? false,
}))

const shownMark = (row: ItemRow): VerdictKind => (row.stale ? 'STALE' : row.verdict)

function Title({ row }: { row: ItemRow & { href: string } }) {
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
        vote === 'ABSTAIN' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a vote is its place in their order.
          <span key={index} role="img" aria-label="abstained" className="w-3 text-center text-ink-3">
            –
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
