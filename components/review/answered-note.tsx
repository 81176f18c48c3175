import { Fragment } from 'react'
import { isChosen, stripLines } from '@/lib/core/review/answer'
import type { Answered } from '@/lib/core/review/bench-state'
import { type LabelRule, labelLines } from '@/lib/core/review/label'
import { questionLines } from '@/lib/core/review/questions'
import type { DraftContent, OpinionsOutput, Rubric, WorkBody } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { ComplianceStep } from './compliance-step'
import { LabelList } from './label-list'
import { OtherViews } from './other-views'

const SAID = {
  ACCEPT: 'You accepted it.',
  REJECT: 'You rejected it.',
  EDIT: 'You proposed an edit.',
  ABSTAIN: 'You abstained.',
  AMBIGUOUS: 'You called it ambiguous.',
} as const

interface AnsweredNoteProps {
  answered: Answered
  rubric: Rubric
  body: WorkBody | null
  /** Only the last answer can be taken back from here. */
  latest: boolean
  /** Of a response. */
  labels: LabelRule | null
  views: OpinionsOutput | null
  onViews: () => Promise<void>
  study: boolean
  /** Only the rubric's questions were answered. */
  questionsOnly: boolean
  onUndo: () => Promise<void>
  onEarlier: () => void
}

/** Looking back at an answer of one's own. */
export function AnsweredNote(props: AnsweredNoteProps) {
  const { answered, rubric, body, latest, labels, views, onViews, study, questionsOnly, onUndo, onEarlier } = props
  const chosen = stripLines(rubric).filter((line) => isChosen(answered.draft, line))
  return (
    <section className="grid gap-3">
      <h2 className="text-14">
        {questionsOnly && answered.decision === 'ACCEPT' ? 'You sent your answers.' : SAID[answered.decision]}
      </h2>
      {questionsOnly && answered.decision === 'ACCEPT' && <Answers rubric={rubric} draft={answered.draft} />}
      {labels && answered.draft.label && (
        <LabelList lines={labelLines(labels)} chosen={answered.draft.label} legend="Your label" />
      )}
      <ComplianceStep draft={answered.draft} body={body} />
      {!questionsOnly && chosen.length > 0 && (
        <ul className="grid gap-1">
          {chosen.map((line) => (
            <li key={`${line.kind}.${line.key}`}>– {line.label}</li>
          ))}
        </ul>
      )}
      {answered.draft.note && <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">{answered.draft.note}</p>}
      {answered.standsBecause && <p className="text-12 text-ink-3">{answered.standsBecause}</p>}
      <div className="flex flex-wrap gap-2">
        {latest && !answered.standsBecause && (
          <Button onClick={() => void onUndo()} aria-keyshortcuts="U">
            Take it back <Kbd>U</Kbd>
          </Button>
        )}
        {labels && !views && !study && (
          <Button onClick={() => void onViews()} aria-keyshortcuts="O">
            Evidence and other views <Kbd>O</Kbd>
          </Button>
        )}
        {!questionsOnly && (
          <Button onClick={onEarlier} aria-keyshortcuts="D">
            Earlier texts, what others said <Kbd>D</Kbd>
          </Button>
        )}
      </div>
      {views && (
        <OtherViews
          views={views}
          own={answered.draft.label}
          content={body?.stage === 'RESPONSE' ? body.content : null}
        />
      )}
      <p className="text-12 text-ink-3">
        Older <Kbd>←</Kbd> Newer, and back to work <Kbd>→</Kbd>
      </p>
    </section>
  )
}

const Answers = ({ rubric, draft: { criteria } }: { rubric: Rubric; draft: DraftContent }) => (
  <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
    {questionLines(rubric).map(({ key, question }) => (
      <Fragment key={key}>
        <dt className="text-ink-2">{question}</dt>
        <dd className="font-medium">{criteria[key] ? 'Yes' : 'No'}</dd>
      </Fragment>
    ))}
  </dl>
)
