'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { judgesFor } from '@/lib/core/run/judges-for'
import { type RunTask, regenerates, runTaskLabel, stageMade, TASK_NOTES } from '@/lib/core/run/targets'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Checkbox, Select, TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import { type Estimate, EstimatePanel } from './estimate-panel'
import { ModelFields } from './model-fields'
import { type RequestActions, RequestPanel } from './request-panel'
import type { RunFormData } from './run-form-data'
import { TargetFields } from './target-fields'
import { TurnFields } from './turn-fields'
import { useEstimate } from './use-estimate'
import { tasksFor, useRunForm } from './use-run-form'

type Answer<T> = { ok: true; data: T } | { ok: false; message: string; fieldErrors?: Record<string, string[]> }

export interface RunFormActions extends RequestActions {
  estimate: (input: unknown) => Promise<Answer<Estimate>>
  create: (input: unknown) => Promise<Answer<{ number: number }>>
}

/** A run to be: what about, by whom, with what, for how much; beside it what that comes to. */
export function RunForm({ data, actions }: { data: RunFormData; actions: RunFormActions }) {
  const router = useRouter()
  const form = useRunForm(data)
  const { values, set, setTask, priced, input } = form
  const { answer, updating } = useEstimate(input, actions.estimate)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (typeof input === 'string') return setWrong(input)
    setBusy(true)
    setWrong(null)
    const made = await actions.create(input).catch(() => null)
    if (made?.ok) return router.push(`/${data.project.slug}/runs/${made.data.number}`)
    setBusy(false)
    setWrong(
      made
        ? [made.message, ...Object.values(made.fieldErrors ?? {}).flat()].join(' ')
        : 'The server does not answer. Whether the run was started shows in the list of runs.',
    )
  }
  const calls = answer?.ok && !updating ? answer.data.calls + answer.data.controls : null
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,680px)_minmax(0,1fr)]">
      <form onSubmit={submit} className="grid content-start gap-6">
        <Field label="Task" hint={TASK_NOTES[values.task]}>
          {(control) => (
            <Select
              {...control}
              value={values.task}
              onChange={(event) => setTask(event.currentTarget.value as RunTask)}
            >
              {tasksFor(data.start).map((task) => (
                <option key={task} value={task}>
                  {runTaskLabel(task)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <TargetFields data={data} values={values} set={set} />
        <ModelFields data={data} form={form} />
        <TurnFields values={values} set={set} />
        <section className="grid gap-4">
          <h2 className="-mb-2">Budget</h2>
          <div className="grid grid-cols-2 gap-4">
            {priced && (
              <Field label="USD" hint="It stops itself before it would spend more.">
                {(control) => (
                  <TextInput
                    {...{ ...control, type: 'number', min: 0, step: 'any', value: values.budget }}
                    required={values.budgetCalls === ''}
                    onChange={(event) => set({ budget: event.currentTarget.value })}
                  />
                )}
              </Field>
            )}
            <Field
              label="Calls, at most"
              hint={priced ? 'Whichever is reached first stops it.' : 'No price is known, so calls are counted.'}
            >
              {(control) => (
                <TextInput
                  {...{ ...control, type: 'number', min: 1, value: values.budgetCalls }}
                  required={!priced || values.budget === ''}
                  onChange={(event) => set({ budgetCalls: event.currentTarget.value })}
                />
              )}
            </Field>
          </div>
        </section>
        <Afterwards data={data} form={form} />
        {wrong && <Note tone="bad">{wrong}</Note>}
        <Button
          type="submit"
          variant="go"
          size="lg"
          busy={busy}
          disabled={typeof input === 'string' || calls === 0}
          className="justify-self-start"
        >
          {busy
            ? 'Starting…'
            : calls === null
              ? 'Start the run'
              : `Start the run, ${calls.toLocaleString('en-US')} ${calls === 1 ? 'call' : 'calls'}`}
        </Button>
      </form>
      <aside className="grid content-start gap-6">
        <EstimatePanel answer={answer} updating={updating} missing={typeof input === 'string' ? input : null} />
        <RequestPanel
          input={input}
          regenerates={regenerates(values.task)}
          actions={{ preview: actions.preview, reveal: actions.reveal }}
        />
      </aside>
    </div>
  )
}

interface AfterwardsProps {
  data: RunFormData
  form: ReturnType<typeof useRunForm>
}

/** What happens with what it makes. */
function Afterwards({ data: { queues }, form: { values, set } }: AfterwardsProps) {
  const stage = stageMade(values.task)
  const judges = judgesFor(values.task)
  if (values.task === 'execution-check')
    return (
      <p className="text-ink-2">
        What stood in the way stands as findings on each instruction, in place of an earlier check’s.
      </p>
    )
  if (!stage) return <p className="text-ink-2">Opinions stand beside the texts, and are never votes.</p>
  const again = regenerates(values.task)
  return (
    <section className="grid gap-4">
      <h2 className="-mb-2">Afterwards</h2>
      <Field label="Judged in">
        {(control) => (
          <Select {...control} value={values.queue} onChange={(event) => set({ queue: event.currentTarget.value })}>
            <option value="">{again ? 'where each was judged last' : 'nowhere yet'}</option>
            {queues
              .filter((queue) => queue.stage === stage)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </Select>
        )}
      </Field>
      {judges.length > 0 && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 text-12 font-medium text-ink-2">Opinions asked for, within the same budget</legend>
          {judges.map((judge) => (
            <Checkbox
              key={judge}
              label={runTaskLabel(judge)}
              checked={values.judges.includes(judge)}
              onChange={(event) =>
                set({
                  judges: event.currentTarget.checked
                    ? [...values.judges, judge]
                    : values.judges.filter((one) => one !== judge),
                })
              }
            />
          ))}
        </fieldset>
      )}
      {again && (
        <Field
          label="Control, per cent"
          hint="This share goes before reviewers again unchanged and unmarked: what a second look alone changes."
        >
          {(control) => (
            <TextInput
              {...{ ...control, type: 'number', min: 0, max: 50, value: values.control }}
              onChange={(event) => set({ control: event.currentTarget.value })}
              className="max-w-28"
            />
          )}
        </Field>
      )}
    </section>
  )
}
