import { MOST_STEPS, TURN_LIMITS } from '@/lib/core/run/conversation'
import { Field } from '../ui/field'
import { Checkbox, TextArea, TextInput } from '../ui/inputs'
import type { RunFormValues } from './use-run-form'

interface TurnFieldsProps {
  values: RunFormValues
  set: (change: Partial<RunFormValues>) => void
}

/** Where conversations end, and what follows an answer that should have been a refusal. */
export function TurnFields({ values, set }: TurnFieldsProps) {
  const limits = TURN_LIMITS[values.task]
  if (!limits) return null
  if (values.task === 'refusal') {
    return (
      <section className="grid gap-2">
        <h2>What is no refusal</h2>
        <Checkbox
          label="Ask once more, as a response of its own"
          checked={values.secondTry}
          onChange={(event) => set({ secondTry: event.currentTarget.checked })}
        />
        <p className="text-12 text-ink-3">
          The first answer stays as it came: quarantined, masked, and judged as the first attempt.
        </p>
      </section>
    )
  }
  return (
    <>
      {values.task === 'regenerate-response' && <AnewFields values={values} set={set} />}
      <section className="grid gap-4">
        <h2 className="-mb-2">Where each ends</h2>
        <div className="grid grid-cols-2 gap-4">
          <Field label="Steps, at most" hint="A step is one answer with its calls, and one call of the model.">
            {(control) => (
              <TextInput
                {...{ ...control, type: 'number', min: 1, max: MOST_STEPS, value: values.stepLimit }}
                placeholder={String(limits.steps)}
                onChange={(event) => set({ stepLimit: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label="Tokens received, at most" hint="Of all its answers; it is checked after each step.">
            {(control) => (
              <TextInput
                {...{ ...control, type: 'number', min: 200, max: 1_000_000, value: values.tokenLimit }}
                placeholder={String(limits.tokens)}
                onChange={(event) => set({ tokenLimit: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
      </section>
    </>
  )
}

/** A response is written anew from one step on; what came before it stays. */
function AnewFields({ values, set }: TurnFieldsProps) {
  return (
    <section className="grid gap-4">
      <h2 className="-mb-2">What to write anew</h2>
      <Field label="From step" hint="What came before it stays. Left empty, the model says where it went wrong.">
        {(control) => (
          <TextInput
            {...{ ...control, type: 'number', min: 1, max: 2_000, value: values.fromStep }}
            placeholder="the model says"
            onChange={(event) => set({ fromStep: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label="Why"
        hint="Goes into the prompt beside what reviewers said. A response that was not rejected needs it."
      >
        {(control) => (
          <TextArea
            {...{ ...control, rows: 3, maxLength: 2_000, value: values.reason }}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
        )}
      </Field>
    </section>
  )
}
