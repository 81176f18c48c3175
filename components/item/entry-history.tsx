import type { ItemEntry, ItemJudgment } from '@/lib/core/item/detail'
import { Moment } from '../ui/moment'
import { VerdictMark, VerdictText } from '../ui/verdict'

const SHAPE = { ACCEPT: 'PASSED', REJECT: 'FAILED', EDIT: 'FAILED', ABSTAIN: 'OPEN' } as const
const SAID = { ACCEPT: 'accepted', REJECT: 'rejected', EDIT: 'proposed an edit', ABSTAIN: 'abstained' } as const

interface EntryHistoryProps {
  entries: ItemEntry[]
  /** False while the text is masked: notes may quote it. */
  notes: boolean
}

/** What was said of the item, queue by queue. */
export function EntryHistory({ entries, notes }: EntryHistoryProps) {
  return (
    <section>
      <h2 className="mb-2">Judgments</h2>
      <ul className="grid gap-5">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p className="mb-1 flex flex-wrap items-baseline gap-x-3 border-b border-line pb-1">
              <b className="font-medium">{entry.queue}</b>
              <span className="text-12 text-ink-3">
                revision {entry.revision} · {entry.judgments.length} of {entry.slots} judgments
              </span>
              <span className="ml-auto">
                {entry.open ? <span className="text-ink-3">still open</span> : <VerdictText verdict={entry.verdict} />}
              </span>
            </p>
            <ul>
              {entry.judgments.map((judgment) => (
                <Said key={judgment.id} judgment={judgment} labels={entry.labels} notes={notes} />
              ))}
            </ul>
            {entry.adjudication && (
              <p className="mt-1 rounded-1 border border-line-2 bg-sheet px-3 py-2">
                <VerdictText verdict={entry.adjudication.outcome}>
                  Adjudicated: {entry.adjudication.outcome.toLowerCase()}
                </VerdictText>{' '}
                by {entry.adjudication.by}, <Moment at={entry.adjudication.at} />
                {notes && (
                  <span className="block whitespace-pre-wrap wrap-anywhere text-ink-2">
                    {entry.adjudication.reason}
                  </span>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface SaidProps {
  judgment: ItemJudgment
  labels: Record<string, string>
  notes: boolean
}

function Said({ judgment, labels, notes }: SaidProps) {
  const { decision, reasons, criteria, note, stepMarks, counted } = judgment
  const failed = Object.entries(criteria).flatMap(([key, met]) =>
    met ? [] : [`not ${(labels[key] ?? key).toLowerCase()}`],
  )
  const why = [...failed, ...reasons.map((key) => labels[key] ?? key), ...stepMarks.map((mark) => `step ${mark + 1}`)]
  return (
    <li className="grid grid-cols-[20px_1fr] py-1.5">
      <VerdictMark verdict={SHAPE[decision]} label={null} className="mt-1" />
      <div className="min-w-0">
        <p>
          <b className="font-medium">{judgment.reviewer}</b> {SAID[decision]}
          {!counted && <span className="text-ink-3"> · surplus: kept, not counted</span>}
          <span className="text-12 text-ink-3">
            {' '}
            · <Moment at={judgment.at} />
          </span>
        </p>
        {why.length > 0 && <p className="text-ink-2">{why.join(' · ')}</p>}
        {note && (
          <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">
            {notes ? note : 'The note is masked with the text.'}
          </p>
        )}
      </div>
    </li>
  )
}
