'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { LabelPolicy } from '@/lib/core/compliance/labels'
import { contentOf, stepCountOf } from '@/lib/core/item/content'
import type { ItemOpinion } from '@/lib/core/item/detail'
import { beginsSomewhere, decisionOf, labelLines, labelRule } from '@/lib/core/review/label'
import type { Rubric, WorkFrame, WorkItem } from '@/lib/core/review/wire'
import { OpinionList } from '../items/opinion-list'
import type { Sent } from '../items/use-item'
import { BodyView } from '../review/body-view'
import { EXPECTED } from '../review/context-column'
import { MaskedText } from '../review/masked-text'
import { postReview } from '../review/post-review'
import { ButtonLink } from '../ui/button-link'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'
import { Severity } from '../ui/severity'
import { type Choice, Decide, labelOf } from './decide'
import { Discussion, type ShownDiscussion } from './discussion'
import { History, type ShownHistory } from './history'
import { JudgmentCard, type ShownJudgment } from './judgment-card'
import { useAdjudicationKeys } from './use-adjudication-keys'

type Answer = { ok: true } | { ok: false; message: string; fieldErrors?: Record<string, string[]> }

interface DeskProps {
  item: WorkItem & { frame: WorkFrame }
  rubric: Rubric
  judgments: ShownJudgment[]
  labelPolicy: LabelPolicy
  /** Why the reader cannot settle it, in a sentence; null when they can. */
  whyNot: string | null
  nextHref: string | null
  listHref: string
  left: number
  settle: (input: unknown) => Promise<Answer>
  opinions: Sent<ItemOpinion>[]
  history: ShownHistory
  discussion: ShownDiscussion
  /** Says a word in the discussion. */
  say: (input: unknown) => Promise<Answer>
}

/** The text, the judgments side by side, and the one decision. */
export function AdjudicationDesk(props: DeskProps) {
  const { item, rubric, judgments, whyNot, nextHref, listHref, left, settle } = props
  const rule = labelRule(item, props.labelPolicy)
  const lines = rule ? labelLines(rule) : []
  const router = useRouter()
  const [choice, setChoice] = useState<Choice | null>(null)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [step, setStep] = useState(0)
  const [raw, setRaw] = useState(false)
  const reasonRef = useRef<HTMLTextAreaElement>(null)
  const [compliesFrom, setCompliesFrom] = useState<number | null>(null)
  const steps = item.body ? stepCountOf(contentOf(item.body)) : 0
  const edits = judgments.flatMap(({ proposal, reviewer, counted }) =>
    proposal && counted ? [{ proposalId: proposal.id, reviewer }] : [],
  )

  const choose = (next: Choice) => {
    setChoice(next)
    setError(null)
    // A label that begins at a step leaves the keys that go to it.
    if (!beginsSomewhere(labelOf(next))) reasonRef.current?.focus()
  }
  const submit = async () => {
    if (busy || whyNot) return
    if (!choice)
      return setError(
        rule ? 'Choose first: a label, or an edit.' : 'Choose first: it passes, it fails, or an edit is picked.',
      )
    if (reason.trim() === '') {
      reasonRef.current?.focus()
      return setError('Say why: the reason stays with the item.')
    }
    setBusy(true)
    setError(null)
    const proposalId = typeof choice === 'object' && 'proposalId' in choice ? choice.proposalId : null
    const label = labelOf(choice)
    const passes = rule && label ? decisionOf(label, rule) === 'ACCEPT' : choice === 'PASSED'
    const answer = await settle({
      ...{ entryId: item.entryId, outcome: passes ? 'PASSED' : 'FAILED', proposalId, label, reason },
      compliesFrom: beginsSomewhere(label) ? compliesFrom : null,
    }).catch(() => LOST)
    if (answer.ok) return router.push(nextHref ?? listHref)
    setError(answer.fieldErrors?.reason?.[0] ?? answer.message)
    setBusy(false)
  }
  const mark = () => setCompliesFrom(compliesFrom === step ? null : step)
  const reveal = async () => {
    const answer = await postReview('reveal', { entryId: item.entryId })
    if (answer.ok) router.refresh()
    else setError(`${answer.message} The text is still masked.`)
  }
  useAdjudicationKeys({
    choose: (next) => !whyNot && choose(next),
    numbered: [...lines.map(({ label }) => ({ label })), ...edits.map(({ proposalId }) => ({ proposalId }))],
    labelled: rule !== null,
    mark: () => beginsSomewhere(labelOf(choice)) && mark(),
    moveStep: (delta) => setStep((at) => Math.min(Math.max(at + delta, 0), Math.max(0, steps - 1))),
    toggleRaw: () => setRaw((on) => !on),
    reveal: () => item.masked && !item.body && void reveal(),
    next: () => nextHref && router.push(nextHref),
    submit: () => void submit(),
  })

  return (
    <div className="grid min-w-0 gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="grid min-w-0 content-start gap-5">
        <section aria-label="Text" className="overflow-hidden rounded-2 border border-line bg-sheet">
          {item.body ? (
            <BodyView
              item={item}
              body={item.body}
              context={<Frame frame={item.frame} />}
              step={step}
              marks={marksOf(judgments)}
              raw={raw}
              marksBy="reviewers"
              compliesFrom={compliesFrom}
              onStep={setStep}
              onRaw={() => setRaw((on) => !on)}
            />
          ) : (
            <MaskedText item={item} context={<Frame frame={item.frame} />} onReveal={() => void reveal()} />
          )}
        </section>
        <section aria-labelledby="said">
          <h2 id="said" className="mb-2">
            What was said, {judgments.length} {judgments.length === 1 ? 'judgment' : 'judgments'}
          </h2>
          <div className="grid items-start gap-3 md:grid-cols-2 xl:grid-cols-3">
            {judgments.map((judgment) => (
              <JudgmentCard
                key={judgment.id}
                judgment={judgment}
                rubric={rubric}
                body={item.body}
                edit={editNumber(edits, judgment)}
              />
            ))}
          </div>
        </section>
        <OpinionList opinions={props.opinions} />
        <History {...props.history} rubric={rubric} body={item.body} />
        <Discussion {...{ itemId: item.itemId, entryId: item.entryId }} discussion={props.discussion} say={props.say} />
      </div>
      <aside className="grid content-start gap-4 lg:sticky lg:top-16 lg:self-start" aria-label="Decision">
        {whyNot ? (
          <Note>{whyNot}</Note>
        ) : (
          <Decide
            labels={rule && { lines, compliesFrom, onMark: mark }}
            {...{ edits, choice, reason, reasonRef, error, busy }}
            onChoose={choose}
            onReason={setReason}
            onSubmit={() => void submit()}
          />
        )}
        <p className="flex flex-wrap items-center gap-3 text-12 text-ink-2">
          {nextHref && (
            <ButtonLink href={nextHref} size="sm" aria-keyshortcuts="ArrowRight">
              Next without deciding <Kbd>→</Kbd>
            </ButtonLink>
          )}
          <Link href={listHref}>
            {left === 0 ? 'Nothing waits for you' : left === 1 ? 'One waits for you' : `${left} wait for you`}
          </Link>
        </p>
      </aside>
    </div>
  )
}

/** What the item is, before its text. */
function Frame({ frame }: { frame: WorkFrame }) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-ink-2">
      {frame.category.path.join(' › ') || 'no category'}
      <Severity level={frame.category.severity} withText />
      <span>{EXPECTED[frame.expected][0]}</span>
    </p>
  )
}

const LOST: Answer = {
  ok: false,
  message: 'The server did not answer. Your decision and reason are still here; try again in a moment.',
}

const marksOf = (judgments: readonly ShownJudgment[]) => [...new Set(judgments.flatMap(({ stepMarks }) => stepMarks))]

function editNumber(edits: readonly { proposalId: string }[], { proposal }: ShownJudgment): number | null {
  const at = edits.findIndex(({ proposalId }) => proposalId === proposal?.id)
  return at < 0 ? null : at + 1
}
