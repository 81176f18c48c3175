import type { ChainContent } from '@/lib/core/chain/content'
import type { DecisionName } from '@/lib/core/review/wire'
import { Moment } from '../ui/moment'
import { VerdictMark, VerdictText } from '../ui/verdict'
import { flatText } from './flat-text'

interface Judgment {
  id: string
  decision: DecisionName
  reasons: string[]
  note: string
  stepMarks: number[]
  counted: boolean
  at: Date
  reviewer: string
  proposal: { status: string; content: ChainContent | null } | null
}

export interface HistoryEntry {
  id: string
  queue: string
  status: 'OPEN' | 'HELD' | 'CLOSED' | 'VOID'
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  revision: number
  judgments: Judgment[]
  adjudication: { outcome: 'PASSED' | 'FAILED'; reason: string; by: string; at: Date } | null
}

const SHAPE = { ACCEPT: 'PASSED', REJECT: 'FAILED', EDIT: 'FAILED', ABSTAIN: 'OPEN' } as const
const SAID = { ACCEPT: 'accepted', REJECT: 'rejected', EDIT: 'proposed an edit', ABSTAIN: 'abstained' } as const
const FATE: Record<string, string> = {
  PENDING: 'waits for the verdict',
  KEPT: 'kept and offered: the text passed as it was',
  APPLIED: 'became the next revision',
  DECLINED: 'on record only',
}

/** What was said of the item, queue by queue, newest first. */
export function EntryHistory({ entries, masked }: { entries: HistoryEntry[]; masked: boolean }) {
  return (
    <section>
      <h2 className="mb-2">Judgments</h2>
      <ul className="grid gap-5">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p className="mb-1 flex flex-wrap items-baseline gap-x-3 border-b border-line pb-1">
              <b className="font-medium">{entry.queue}</b>
              <span className="text-12 text-ink-3">revision {entry.revision}</span>
              <span className="ml-auto">
                {entry.status === 'CLOSED' ? (
                  <VerdictText verdict={entry.verdict} />
                ) : (
                  <span className="text-ink-3">{entry.status === 'HELD' ? 'flagged, held' : 'still open'}</span>
                )}
              </span>
            </p>
            <ul>
              {entry.judgments.map((judgment) => (
                <Said key={judgment.id} judgment={judgment} masked={masked} />
              ))}
            </ul>
            {entry.judgments.length === 0 && <p className="text-ink-3">No judgments yet.</p>}
            {entry.adjudication && (
              <p className="mt-1 rounded-1 border border-line-2 bg-sheet px-3 py-2">
                <VerdictText verdict={entry.adjudication.outcome}>
                  Adjudicated: {entry.adjudication.outcome.toLowerCase()}
                </VerdictText>{' '}
                by {entry.adjudication.by}, <Moment at={entry.adjudication.at} />
                <span className="block whitespace-pre-wrap wrap-anywhere text-ink-2">{entry.adjudication.reason}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Said({ judgment, masked }: { judgment: Judgment; masked: boolean }) {
  const { decision, reasons, note, stepMarks, counted, proposal } = judgment
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
        {(reasons.length > 0 || stepMarks.length > 0) && (
          <p className="text-ink-2">
            {[...reasons.map((key) => key.replaceAll('_', ' ')), ...stepMarks.map((mark) => `step ${mark + 1}`)].join(
              ' · ',
            )}
          </p>
        )}
        {note && (
          <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">
            {masked ? 'The note is masked with the text.' : note}
          </p>
        )}
        {proposal && (
          <details className="mt-1">
            <summary className="cursor-pointer text-12">
              Proposed text: {FATE[proposal.status] ?? proposal.status}
            </summary>
            {proposal.content ? (
              <p className="border-l-2 border-line-2 pl-3 whitespace-pre-wrap wrap-anywhere">
                {flatText(proposal.content)}
              </p>
            ) : (
              <p className="text-ink-3">Masked with the text.</p>
            )}
          </details>
        )}
      </div>
    </li>
  )
}
