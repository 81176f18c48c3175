import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { contentOf, type ItemContent } from '@/lib/core/item/content'
import type { DecisionName, Rubric, WorkBody } from '@/lib/core/review/wire'
import { ContentDiff } from '../review/content-diff'
import { VerdictMark } from '../ui/verdict'

export interface ShownJudgment {
  id: string
  label: ResponseLabel | null
  compliesFrom: number | null
  decision: DecisionName
  criteria: Record<string, boolean>
  reasons: string[]
  note: string
  stepMarks: number[]
  counted: boolean
  extra: boolean
  reviewer: string
  proposal: ShownProposal | null
}

interface ShownProposal {
  id: string
  content: ItemContent | null
}

const SAID = {
  ...{ ACCEPT: 'accepts', REJECT: 'rejects', EDIT: 'proposes an edit' },
  ...{ ABSTAIN: 'abstains', AMBIGUOUS: 'calls it ambiguous' },
} as const

interface CardProps {
  judgment: ShownJudgment
  rubric: Rubric
  /** Null while the text is masked. */
  body: WorkBody | null
  /** The edit's number among the edits, if this is one. */
  edit: number | null
}

/** One reviewer's answer: decision first, then what it rests on. */
export function JudgmentCard({ judgment, rubric, body, edit }: CardProps) {
  const { decision, label, compliesFrom, criteria, reasons, note, stepMarks, counted, extra, reviewer, proposal } =
    judgment
  const missed = rubric.criteria.filter(({ key }) => criteria[key] === false)
  const labels = reasons.map((key) => rubric.reasons.find((reason) => reason.key === key)?.label ?? key)
  return (
    <article
      aria-label={`${reviewer} ${SAID[decision]}`}
      className="flex min-w-0 flex-col gap-2 rounded-2 border border-line bg-sheet p-3"
    >
      <header className="flex items-center gap-2">
        <DecisionMark decision={decision} />
        <b className="min-w-0 font-medium wrap-anywhere">{reviewer}</b>
        <span className="text-ink-2">{SAID[decision]}</span>
        {edit !== null && <span className="ml-auto text-12 whitespace-nowrap text-ink-3">edit {edit}</span>}
      </header>
      {label && (
        <p>
          <b className="font-medium">{LABEL_WORDS[label]}</b>
          {compliesFrom !== null && `, from step ${compliesFrom + 1} on`}
        </p>
      )}
      {!counted && (
        <p className="text-12 text-ink-3">
          {extra
            ? 'An extra judgment, since the vote was close: no vote.'
            : 'Came after the slots were full: kept, not counted.'}
        </p>
      )}
      {missed.length > 0 && (
        <ul>
          {missed.map(({ key, label, question }) => (
            <li key={key}>
              <span className="font-medium">Not {label.toLowerCase()}.</span>{' '}
              <span className="text-12 text-ink-3">{question}</span>
            </li>
          ))}
        </ul>
      )}
      {labels.length > 0 && <p>{labels.join(' · ')}</p>}
      {stepMarks.length > 0 && (
        <p className="text-12 text-ink-2">
          Marked {stepMarks.length === 1 ? 'step' : 'steps'} {stepMarks.map((step) => step + 1).join(', ')}
        </p>
      )}
      {note && <p className="border-l-2 border-line-2 pl-2 whitespace-pre-wrap wrap-anywhere text-ink-2">{note}</p>}
      {proposal && <ProposalDiff proposal={proposal} body={body} />}
      {missed.length + labels.length + stepMarks.length === 0 && !label && !note && !proposal && (
        <p className="text-12 text-ink-3">Said nothing more.</p>
      )}
    </article>
  )
}

const MARKS = { EDIT: '✎', ABSTAIN: '–', AMBIGUOUS: '?' } as const

function DecisionMark({ decision }: { decision: ShownJudgment['decision'] }) {
  if (decision === 'ACCEPT') return <VerdictMark verdict="PASSED" label={null} />
  if (decision === 'REJECT') return <VerdictMark verdict="FAILED" label={null} />
  return (
    <span aria-hidden="true" className={decision === 'ABSTAIN' ? 'w-3 text-ink-3' : 'w-3 text-brass'}>
      {MARKS[decision]}
    </span>
  )
}

/** The edit against the text that was judged. */
function ProposalDiff({ proposal: { content }, body }: { proposal: ShownProposal; body: WorkBody | null }) {
  if (!content || !body) return <p className="hatch px-2 py-1 text-12 text-ink-2">The edit is masked with its item.</p>
  return (
    <div className="border-t border-line pt-2">
      <ContentDiff before={contentOf(body)} after={content} />
    </div>
  )
}
