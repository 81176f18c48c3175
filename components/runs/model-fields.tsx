import Link from 'next/link'
import { taskSpec } from '@/lib/core/prompt/tasks'
import { isJudge } from '@/lib/core/run/judges'
import { promptTaskOf, regenerates } from '@/lib/core/run/targets'
import { Field } from '../ui/field'
import { Select, TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import type { RunFormData } from './run-form-data'
import type { RunFormValues, useRunForm } from './use-run-form'

interface ModelFieldsProps {
  data: RunFormData
  form: ReturnType<typeof useRunForm>
}

/** Who is asked, with which prompt, and how. */
export function ModelFields({ data, form: { values, set, setProvider, provider } }: ModelFieldsProps) {
  const versions = data.versions.filter(({ task }) => task === promptTaskOf(values.task))
  const current = versions.find((version) => version.current)
  const number = (name: keyof RunFormValues & ('temperature' | 'seed' | 'samples' | 'maxTokens')) => ({
    type: 'number',
    value: values[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value }),
  })
  return (
    <section className="grid gap-4">
      <h2 className="-mb-2">Model and prompt</h2>
      {data.providers.length === 0 ? (
        <Note tone="bad">
          No model is set up yet. <Link href={`/${data.project.slug}/settings/models`}>Models</Link>
          {data.admin ? ' is where you add one.' : ' is where an admin adds one.'}
        </Note>
      ) : (
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            label="Provider"
            error={provider?.trouble ? `It did not answer when last asked: ${provider.trouble}` : null}
          >
            {(control) => (
              <Select {...control} value={values.provider} onChange={(event) => setProvider(event.currentTarget.value)}>
                {data.providers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Model"
            hint={provider?.models.length === 0 ? 'It has none listed: see Settings, Models.' : null}
          >
            {(control) => (
              <Select {...control} value={values.model} onChange={(event) => set({ model: event.currentTarget.value })}>
                {provider?.models.map(({ id, priced }) => (
                  <option key={id} value={id}>
                    {id}
                    {priced ? '' : ' (no price)'}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      )}
      <Field label="Prompt version">
        {(control) => (
          <Select {...control} value={values.prompt} onChange={(event) => set({ prompt: event.currentTarget.value })}>
            <option value="">{current ? `${current.label}, the current one` : 'the current one'}</option>
            {versions
              .filter(({ label }) => label !== current?.label)
              .map(({ label, note }) => (
                <option key={label} value={label}>
                  {label} {note.slice(0, 60)}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4 md:grid-cols-4">
        <Field label="Temperature">
          {(control) => <TextInput {...control} {...number('temperature')} min={0} max={2} step={0.1} required />}
        </Field>
        <Field label="Seed">
          {(control) => <TextInput {...control} {...number('seed')} min={0} max={2147483647} required />}
        </Field>
        {!regenerates(values.task) && (
          <Field label={isJudge(values.task) ? 'Repeats a target' : 'Calls a target'}>
            {(control) => <TextInput {...control} {...number('samples')} min={1} max={50} required />}
          </Field>
        )}
        <Field label="Tokens an answer">
          {(control) => (
            <TextInput
              {...control}
              {...number('maxTokens')}
              min={50}
              max={200000}
              placeholder={String(taskSpec(promptTaskOf(values.task)).maxTokens)}
            />
          )}
        </Field>
      </div>
    </section>
  )
}
