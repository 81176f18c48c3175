'use client'
import { type FormEvent, useState } from 'react'
import type { RunProgress } from '@/lib/core/run/views'
import { underWay } from '@/lib/core/run/words'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'
import { Note } from '../ui/note'

type Answer = { ok: true; data: unknown } | { ok: false; message: string; fieldErrors?: Record<string, string[]> }
type Act = (input: unknown) => Promise<Answer>

export interface RunActions {
  pause: Act
  resume: Act
  cancel: Act
  retry: Act
}

interface RunActsProps {
  runId: string
  progress: RunProgress
  priced: boolean
  actions: RunActions
}

/** What can be done with a run as it stands. Cancelling cannot be undone, so it is asked once more. */
export function RunActs({ runId, progress, priced, actions }: RunActsProps) {
  const [busy, setBusy] = useState<keyof RunActions | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [sure, setSure] = useState(false)
  const { status, counts, pauseCause } = progress
  const act = async (name: keyof RunActions, more: object = {}) => {
    setBusy(name)
    setWrong(null)
    const answer = await actions[name]({ runId, ...more }).catch(() => null)
    setBusy(null)
    setSure(false)
    if (!answer) setWrong('The server does not answer. Whether it was done shows when it does.')
    else if (!answer.ok) setWrong([answer.message, ...Object.values(answer.fieldErrors ?? {}).flat()].join(' '))
  }
  const trouble = counts.FAILED + counts.NEEDS_ATTENTION
  const open = status === 'RUNNING' || status === 'PAUSED'
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-2">
        {status === 'RUNNING' && (
          <Button onClick={() => void act('pause')} busy={busy === 'pause'}>
            Pause
          </Button>
        )}
        {status === 'PAUSED' && (
          <Resume
            budget={pauseCause === 'BUDGET'}
            {...{ progress, priced }}
            busy={busy === 'resume'}
            onResume={(more) => void act('resume', more)}
          />
        )}
        {trouble > 0 && status !== 'CANCELLED' && (
          <Button onClick={() => void act('retry')} busy={busy === 'retry'}>
            Retry {trouble.toLocaleString('en-US')} that failed
          </Button>
        )}
        {open && !sure && <Button onClick={() => setSure(true)}>Cancel…</Button>}
        {open && sure && (
          <>
            <Button onClick={() => void act('cancel')} busy={busy === 'cancel'}>
              Cancel {counts.WAITING.toLocaleString('en-US')} waiting, keep the rest
            </Button>
            <Button variant="bare" onClick={() => setSure(false)}>
              Do not cancel
            </Button>
          </>
        )}
      </div>
      {open && (
        <p className="text-12 text-ink-3">
          {status === 'RUNNING'
            ? `Pause lets the ${underWay(counts)} under way finish.`
            : 'Nothing is called while it stands.'}{' '}
          What came is kept in any case.
        </p>
      )}
      {wrong && <Note tone="bad">{wrong}</Note>}
    </div>
  )
}

interface ResumeProps {
  /** It stands because its budget is used up: going on needs another. */
  budget: boolean
  progress: RunProgress
  priced: boolean
  busy: boolean
  onResume: (more: object) => void
}

function Resume({ budget, progress, priced, busy, onResume }: ResumeProps) {
  const { budgetMicros, budgetCalls } = progress
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = (name: string) => (form.get(name) ? { [name]: Number(form.get(name)) } : {})
    onResume({ ...given('budget'), ...given('budgetCalls') })
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      {priced && budgetMicros !== null && (
        <Field label="Budget, USD" className="w-28">
          {(control) => (
            <TextInput
              {...control}
              name="budget"
              type="number"
              min={0}
              step="any"
              defaultValue={budgetMicros / 1e6}
              required
            />
          )}
        </Field>
      )}
      {budgetCalls !== null && (
        <Field label="Budget, calls" className="w-28">
          {(control) => (
            <TextInput {...control} name="budgetCalls" type="number" min={1} defaultValue={budgetCalls} required />
          )}
        </Field>
      )}
      <Button type="submit" variant={budget ? 'go' : 'default'} busy={busy}>
        {budget ? 'Raise the budget and resume' : 'Resume'}
      </Button>
    </form>
  )
}
