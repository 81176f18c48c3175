'use client'
import { type ReactNode, useMemo, useState } from 'react'
import type { ReplayOutput, ResponseBody, WorkItem } from '@/lib/core/review/wire'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { editStep, endAfter } from '@/lib/core/trajectory/edit-step'
import { outlineOf } from '@/lib/core/trajectory/outline'
import { listSteps } from '@/lib/core/trajectory/steps'
import { responseText } from '@/lib/core/trajectory/words'
import { ResponseDiff } from '../trajectory/response-diff'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select, TextArea } from '../ui/inputs'
import { Note } from '../ui/note'
import { EditCall } from './edit-call'
import { ItemHead } from './item-head'
import { postReview } from './post-review'

interface EditResponseProps {
  item: WorkItem
  body: ResponseBody
  context: ReactNode
  proposal: ResponseContent | null
  /** The step that is changed, from 0. */
  step: number
  onStep: (step: number) => void
  onChange: (proposal: ResponseContent | null) => void
}

const WHY_NOT = {
  NO_WORLD: 'It was not made in our simulated environment, so nothing can be replayed.',
  OTHER_VERSION: 'It was made in an earlier version of the simulated environment, which answers in other words.',
  OTHER_RESULTS: 'A result before this step is not what its world gives, so the rest cannot follow from it.',
} as const

/** One step in place: its words, the arguments of its calls, and what its world answers from there on. */
export function EditResponse({ item, body, context, proposal, step, onStep, onChange }: EditResponseProps) {
  const original = body.content
  const content = proposal ?? original
  const steps = useMemo(() => listSteps(content), [content])
  const at = Math.min(step, steps.length - 1)
  const found = steps[at]
  const { said, busy, replay, forget } = useReplay({ entryId: item.entryId, content, from: at, onChange })
  const offer = (next: ResponseContent) => {
    forget()
    onChange(sameResponse(next, original) ? null : next)
  }
  if (!found) return <p className="p-6 text-ink-2">There is no step to change: the model never answered.</p>
  const calls = found.calls.map((call, place) => ({ place, arguments: call.arguments }))
  const change = (edit: Partial<Parameters<typeof editStep>[2]>) =>
    offer(editStep(content, at, { text: found.text, calls, ...edit }))
  const byHand = content.messages.filter((message) => message.role === 'tool' && message.source === 'EDITED').length
  return (
    <article>
      <ItemHead item={item} title={null} context={context} />
      <div className="grid max-w-[800px] gap-5 p-4 md:p-6">
        <Field label="Step to change">
          {(control) => (
            <Select {...control} value={at} onChange={(event) => onStep(Number(event.currentTarget.value))}>
              {outlineOf(steps).map(({ index, title, aside }) => (
                <option key={index} value={index}>
                  {`${index + 1}  ${title} (${aside})`}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={`What it says at step ${at + 1}`}>
          {(control) => (
            <TextArea
              {...control}
              key={at}
              // Opened by a key to be typed into: the focus belongs here.
              autoFocus
              rows={4}
              className="text-15"
              value={found.text}
              onChange={(event) => change({ text: event.currentTarget.value })}
            />
          )}
        </Field>
        {found.calls.map((call, place) => (
          <EditCall
            // biome-ignore lint/suspicious/noArrayIndexKey: a call is its place; ids may be missing or stand twice.
            key={place}
            call={call}
            onArguments={(text) => change({ calls: calls.with(place, { place, arguments: text }) })}
            onTakeOut={() => change({ calls: calls.toSpliced(place, 1) })}
          />
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <Button busy={busy} disabled={!content.world} onClick={() => void replay()}>
            {busy ? 'Replaying…' : `Replay from step ${at + 1}`}
          </Button>
          {at < steps.length - 1 && (
            <Button onClick={() => offer(endAfter(content, at))}>
              {`End here, drop the ${steps.length - 1 - at} after it`}
            </Button>
          )}
        </div>
        {!original.world && <p className="text-12 text-ink-2">{`${WHY_NOT.NO_WORLD} ${KEPT}`}</p>}
        {said && <Note>{said}</Note>}
        {byHand > 0 && (
          <p className="text-12 text-ink-2">
            {`${byHand} ${byHand === 1 ? 'result does' : 'results do'} not come from the call as it is now, and ${byHand === 1 ? 'is' : 'are'} marked as changed by hand${content.world ? ' until you replay' : ''}.`}
          </p>
        )}
        <section>
          <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
            <h3>Against the original, step by step</h3>
            <button
              type="button"
              className="ml-auto text-12 underline decoration-line-2 underline-offset-3"
              onClick={() => {
                forget()
                onChange(null)
              }}
            >
              Reset to the original
            </button>
          </div>
          <div className="border-l-2 border-line-2 pl-4">
            <ResponseDiff before={original} after={content} />
          </div>
        </section>
      </div>
    </article>
  )
}

const KEPT = 'Results stay as they were; those of calls that you change are marked.'
const sameResponse = (a: ResponseContent, b: ResponseContent) => responseText(a) === responseText(b)

interface ReplayFrom {
  entryId: string
  content: ResponseContent
  from: number
  onChange: (proposal: ResponseContent) => void
}

function useReplay({ entryId, content, from, onChange }: ReplayFrom) {
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const replay = async () => {
    setBusy(true)
    const answer = await postReview<ReplayOutput>('replay', { entryId, content, from })
    setBusy(false)
    if (!answer.ok) return setSaid(`${answer.message} Your edit is kept as it is.`)
    const { content: replayed, changed, why } = answer.data
    if (replayed) onChange(replayed)
    setSaid(why ? `${WHY_NOT[why]} ${KEPT}` : changedWords(changed, from))
  }
  return { busy, said, replay, forget: () => setSaid(null) }
}

/** What came out otherwise, and what that means for the words after it. */
function changedWords(changed: readonly number[], from: number): string {
  if (changed.length === 0) return 'Replayed: every result is as before.'
  const names = changed.map((step) => step + 1).join(', ')
  const later = changed.some((step) => step > from)
  return `Replayed: other results at ${changed.length === 1 ? 'step' : 'steps'} ${names}. ${
    later
      ? 'The words after them were written to the old results: read them again, or end here.'
      : 'Read whether the words after it still hold.'
  }`
}
