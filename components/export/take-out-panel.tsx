import { NO_SUBCATEGORY, UNSETTLED } from '@/lib/core/export/agentalign-instructions'
import { FORMATS_OF, TAKE_OUT, type TakeOutFormat, type TakeOutStage } from '@/lib/core/export/formats'
import { KEPT_REASONS, type KeptReason, keptWords } from '@/lib/core/export/kept'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { capital } from '@/lib/core/item/words'
import { buttonClass } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'

export interface TakeOutCounts {
  items: number
  accepted: number
  kept: Record<KeptReason, number>
  withoutSubcategory: number
  titled: number
  unsettled: number
  settled: number
}

interface TakeOutPanelProps {
  slug: string
  stage: TakeOutStage
  counts: TakeOutCounts
  /** For somebody who judges here: what they may still judge counts as not passed. */
  blind: boolean
  /** Chosen items alone: how many were picked by hand (null: a filter chose them), and the address's part that says so. */
  selection: { picked: number | null; query: string } | null
}

const n = (value: number) => value.toLocaleString('en-US')

/** Of the accepted, what a format cannot say. */
const refused = (format: TakeOutFormat, counts: TakeOutCounts): [number, string][] => {
  if (format === 'agentalign-chains')
    return [[counts.withoutSubcategory, 'without subcategory, on which this file is built']]
  if (format === 'agentalign-instructions')
    return [
      [counts.unsettled, UNSETTLED],
      [counts.withoutSubcategory, NO_SUBCATEGORY],
    ]
  return []
}

/** What rows of a format lose, for which it has no place. */
const lost = (format: TakeOutFormat, { titled, settled }: TakeOutCounts): string | null => {
  if (format === 'agentalign-chains' && titled > 0) return `${n(titled)} lose their title, for which it has no place.`
  if (format === 'agentalign-instructions' && settled > 0)
    return `${n(settled)} borderline, each written as what it was settled to be: the file has no word for borderline.`
  return null
}

/** Each format with how many rows it has, what it leaves out and why, and the file. */
export function TakeOutPanel({ slug, stage, counts, blind, selection }: TakeOutPanelProps) {
  const list = ITEM_LISTS[stage]
  const gone = (selection?.picked ?? counts.items) - counts.items
  if (counts.items === 0) return <NothingThere slug={slug} list={list} chosen={selection !== null} />
  return (
    <>
      <p className="max-w-[76ch] text-ink-2">
        {n(counts.accepted)} of {n(counts.items)} {selection && 'chosen '}
        {list} have a text that passed review and may leave. A file holds that text, also where a later edit is still
        open. All rows of a file are of one moment.
        {blind &&
          ' You judge in this project: what may still be judged stays out of your files, and counts as not passed.'}
      </p>
      {gone > 0 && (
        <p className="text-12 text-ink-3">
          {n(gone)} of {n(selection?.picked ?? 0)} picked are not in the list any more: archived since, or not shown to
          you.
        </p>
      )}
      <div className="grid gap-0 border-t border-line-2">
        {FORMATS_OF[stage].map((format) => (
          <FormatRow
            key={format}
            {...{ slug, list, format, counts, blind }}
            query={new URLSearchParams({ ...(stage !== 'CHAIN' && { stage: list }) }).toString()}
            selection={selection?.query ?? ''}
          />
        ))}
      </div>
    </>
  )
}

function NothingThere({ slug, list, chosen }: { slug: string; list: string; chosen: boolean }) {
  if (chosen)
    return (
      <EmptyState
        title="None of them is in the list"
        action={<ButtonLink href={`/${slug}/${list}`}>{capital(list)}</ButtonLink>}
      >
        What was chosen was archived since, or is not shown to you. Choose again in the list.
      </EmptyState>
    )
  return (
    <EmptyState title={`No ${list} yet`} action={<ButtonLink href={`/${slug}/import`}>Import {list}</ButtonLink>}>
      What passed review can be taken out here.
    </EmptyState>
  )
}

interface FormatRowProps {
  slug: string
  list: string
  format: TakeOutFormat
  counts: TakeOutCounts
  blind: boolean
  query: string
  selection: string
}

function FormatRow({ slug, list, format, counts, blind, query, selection }: FormatRowProps) {
  const { label, what } = TAKE_OUT[format]
  const unsaid = refused(format, counts)
  const written = counts.accepted - unsaid.reduce((sum, [count]) => sum + count, 0)
  const stays = KEPT_REASONS.map((reason): [number, string] => [counts.kept[reason], keptWords(reason, blind)])
  const missing = [...stays, ...unsaid].filter(([count]) => count > 0)
  const loss = lost(format, counts)
  const params = [new URLSearchParams({ project: slug, format }).toString(), query, selection].filter(Boolean)
  return (
    <section className="grid gap-x-8 gap-y-2 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <div>
        <h2>{label}</h2>
        <p className="text-ink-2">{what}</p>
      </div>
      <div>
        <p>
          <b className="font-semibold">{n(written)}</b> of {n(counts.items)} {list}
        </p>
        {missing.length > 0 && (
          <ul className="text-12 text-ink-3">
            {missing.map(([count, why]) => (
              <li key={why}>
                {n(count)} left out: {why}.
              </li>
            ))}
          </ul>
        )}
        {loss && <p className="text-12 text-ink-3">{loss}</p>}
      </div>
      <div>
        {written > 0 ? (
          <a className={buttonClass('default')} href={`/api/download?${params.join('&')}`} download>
            Download {n(written)} {written === 1 ? 'row' : 'rows'}
          </a>
        ) : (
          <p className="text-12 text-ink-3">Nothing has passed yet.</p>
        )}
      </div>
    </section>
  )
}
