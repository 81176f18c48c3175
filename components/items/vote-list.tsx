import { LABEL_WORDS } from '@/lib/core/compliance/labels'
import type { ItemEntry } from '@/lib/core/item/detail'
import { DECISION_WORDS } from '@/lib/core/item/words'
import { ShortTime } from '../ui/short-time'
import { VerdictMark, VerdictText } from '../ui/verdict'
import type { Sent } from './use-item'

const MARK = { ACCEPT: 'PASSED', REJECT: 'FAILED' } as const
const MARKS = { EDIT: '✎', ABSTAIN: '–', AMBIGUOUS: '?', ANSWERS: '·' } as const

/** What was said of one text in one queue, in the order of its coming, and how it was settled. */
export function VoteList({ entry }: { entry: Sent<ItemEntry> }) {
  return (
    <section>
      <h2>
        Judgments, {entry.judgments.length} of {entry.slots}
      </h2>
      <p className="mb-2 text-12 text-ink-3">
        Revision {entry.revision}, in the {entry.purpose === 'CURATION' ? '' : `${entry.purpose.toLowerCase()} `}queue “
        {entry.queue}”
      </p>
      <ol className="grid gap-2">
        {entry.judgments.map((judgment) => (
          <li key={judgment.id} className="grid grid-cols-[14px_1fr_auto] items-baseline gap-x-2 gap-y-0.5">
            <span className="flex h-5 items-center self-start">
              {judgment.decision === 'ACCEPT' || judgment.decision === 'REJECT' ? (
                <VerdictMark verdict={MARK[judgment.decision]} label={null} />
              ) : (
                <span aria-hidden="true" className="text-ink-3">
                  {MARKS[judgment.decision]}
                </span>
              )}
            </span>
            <span>
              {said(judgment, entry.labels)}{' '}
              <span className="inline-block text-12 text-ink-3">{judgment.reviewer}</span>
              {!judgment.counted && (
                <span className="text-12 text-ink-3">, {judgment.extra ? 'extra' : 'surplus'}: not counted</span>
              )}
            </span>
            <span className="text-12 text-ink-3">
              <ShortTime iso={judgment.at} />
            </span>
            {judgment.note && (
              <p className="col-start-2 col-end-4 text-12 leading-[18px] whitespace-pre-wrap wrap-anywhere text-ink-2">
                {judgment.note}
              </p>
            )}
          </li>
        ))}
      </ol>
      {entry.judgments.length === 0 && <p className="text-12 text-ink-3">Nobody has judged it yet.</p>}
      {entry.adjudication && (
        <div className="mt-2 border-l-2 border-brass-mark pl-2.5 text-12 leading-[18px] text-ink-2">
          <VerdictText verdict={entry.adjudication.outcome} />
          {entry.adjudication.label && ` as ${LABEL_WORDS[entry.adjudication.label].toLowerCase()},`} settled by{' '}
          {entry.adjudication.by}, <ShortTime iso={entry.adjudication.at} />
          <p className="whitespace-pre-wrap wrap-anywhere">{entry.adjudication.reason}</p>
        </div>
      )}
    </section>
  )
}

function said(
  { decision, label, compliesFrom, reasons, criteria }: Sent<ItemEntry>['judgments'][number],
  labels: Record<string, string>,
) {
  if (decision === 'ANSWERS') {
    const answers = Object.entries(criteria).map(
      ([key, yes]) => `${(labels[key] ?? key).toLowerCase()}: ${yes ? 'yes' : 'no'}`,
    )
    return `Answered ${answers.join(', ')}`
  }
  const failed = Object.keys(criteria).filter((key) => criteria[key] === false)
  const why = [
    ...failed.map((key) => `not ${(labels[key] ?? key).toLowerCase()}`),
    ...reasons.map((key) => lowered(labels[key] ?? key)),
  ]
  const word = DECISION_WORDS[decision]
  const what = label ? ` as ${LABEL_WORDS[label].toLowerCase()}` : ''
  const from = compliesFrom === null ? '' : `, from step ${compliesFrom + 1} on`
  return `${word[0]!.toUpperCase()}${word.slice(1)}${what}${from}${why.length > 0 ? `: ${why.join(', ')}` : ''}`
}

/** A label within a sentence: "A step is missing" without its capital, "JSON is broken" as it is. */
const lowered = (label: string) => (/^\p{Lu}(?!\p{Lu})/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label)
