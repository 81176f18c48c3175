import { TAKE_OUT, TAKE_OUT_FORMATS, type TakeOutFormat } from '@/lib/core/export/formats'
import { buttonClass } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'

export interface TakeOutCounts {
  chains: number
  accepted: number
  quarantined: number
  demoModel: number
  notPassed: number
  withoutSubcategory: number
  titled: number
}

const n = (value: number) => value.toLocaleString('en-US')

const leftOut = (format: TakeOutFormat, counts: TakeOutCounts): [number, string][] => {
  const all: [number, string][] = [
    [counts.notPassed, 'not passed: open, failed or contested'],
    [counts.quarantined, 'quarantined'],
    [counts.demoModel, 'written by the demo model'],
  ]
  if (format === 'agentalign-chains')
    all.push([counts.withoutSubcategory, 'without subcategory, on which this file is built'])
  return all.filter(([count]) => count > 0)
}

const rows = (format: TakeOutFormat, { accepted, withoutSubcategory }: TakeOutCounts) =>
  format === 'agentalign-chains' ? accepted - withoutSubcategory : accepted

interface TakeOutPanelProps {
  slug: string
  counts: TakeOutCounts
  /** Chosen chains alone: how many were picked by hand (null: a filter chose them), and the address's part that says so. */
  selection: { picked: number | null; query: string } | null
}

/** Each format with how many rows it has, what it leaves out and why, and the file. */
export function TakeOutPanel({ slug, counts, selection }: TakeOutPanelProps) {
  const gone = (selection?.picked ?? counts.chains) - counts.chains
  if (counts.chains === 0)
    return selection ? (
      <EmptyState title="None of them is in the list" action={<ButtonLink href={`/${slug}/chains`}>Chains</ButtonLink>}>
        What was chosen was archived since, or is not shown to you. Choose again in the list.
      </EmptyState>
    ) : (
      <EmptyState title="No chains yet" action={<ButtonLink href={`/${slug}/import`}>Import chains</ButtonLink>}>
        Chains that passed review can be taken out here.
      </EmptyState>
    )
  return (
    <>
      <p className="max-w-[76ch] text-ink-2">
        {n(counts.accepted)} of {n(counts.chains)} {selection && 'chosen '}chains have a text that passed review and may
        leave. A file holds that text, also where a later edit is still open. All rows of a file are of one moment.
      </p>
      {gone > 0 && (
        <p className="text-12 text-ink-3">
          {n(gone)} of {n(selection?.picked ?? 0)} picked are not in the list any more: archived since, or not shown to
          you.
        </p>
      )}
      <div className="grid gap-0 border-t border-line-2">
        {TAKE_OUT_FORMATS.map((format) => (
          <FormatRow key={format} slug={slug} format={format} counts={counts} query={selection?.query ?? ''} />
        ))}
      </div>
    </>
  )
}

interface FormatRowProps {
  slug: string
  format: TakeOutFormat
  counts: TakeOutCounts
  query: string
}

function FormatRow({ slug, format, counts, query }: FormatRowProps) {
  const { label, what } = TAKE_OUT[format]
  const written = rows(format, counts)
  const missing = leftOut(format, counts)
  const href = `/api/download?${new URLSearchParams({ project: slug, format })}${query && `&${query}`}`
  return (
    <section className="grid gap-x-8 gap-y-2 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <div>
        <h2>{label}</h2>
        <p className="text-ink-2">{what}</p>
      </div>
      <div>
        <p>
          <b className="font-semibold">{n(written)}</b> of {n(counts.chains)} chains
        </p>
        {missing.length > 0 && (
          <ul className="text-12 text-ink-3">
            {missing.map(([count, why]) => (
              <li key={why}>
                {n(count)} left out: {why}
              </li>
            ))}
          </ul>
        )}
        {format === 'agentalign-chains' && counts.titled > 0 && (
          <p className="text-12 text-ink-3">{n(counts.titled)} lose their title, for which it has no place.</p>
        )}
      </div>
      <div>
        {written > 0 ? (
          <a className={buttonClass('default')} href={href} download>
            Download {n(written)} rows
          </a>
        ) : (
          <p className="text-12 text-ink-3">Nothing has passed yet.</p>
        )}
      </div>
    </section>
  )
}
