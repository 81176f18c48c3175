'use client'
import { FoldOutForm } from '@/components/forms/fold-out-form'
import { Field } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/inputs'
import { createRubricVersionAction } from './actions'

interface NewVersionProps {
  projectId: string
  rubric: {
    key: string
    stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
    name: string
    criteria: { key: string; label: string; question: string }[]
    reasons: { key: string; label: string }[]
    guidelines: string
  }
}

/** One line each: "label: question" for criteria, "label" for reasons. Lines that keep their label keep their key. */
export function NewVersion({ projectId, rubric }: NewVersionProps) {
  const save = (form: FormData) => {
    const criteria = lines(form.get('criteria')).map((line) => {
      const [label = '', ...rest] = line.split(':')
      return { key: keyOf(label, rubric.criteria), label: label.trim(), question: rest.join(':').trim() }
    })
    const reasons = lines(form.get('reasons')).map((label) => ({
      key: keyOf(label, rubric.reasons),
      label: label.trim(),
    }))
    return createRubricVersionAction({
      projectId,
      key: rubric.key,
      stage: rubric.stage,
      content: { name: form.get('name'), criteria, reasons, guidelines: form.get('guidelines') },
    })
  }
  return (
    <FoldOutForm
      trigger={{ children: 'Write the next version', className: 'mt-3' }}
      save={save}
      submit="Save as the next version"
      className="mt-4 grid max-w-[80ch] gap-3"
    >
      <Field label="Name">
        {(control) => <TextInput {...control} name="name" required maxLength={100} defaultValue={rubric.name} />}
      </Field>
      <Field label="Criteria" hint="One a line, at most 9: label, colon, question.">
        {(control) => (
          <TextArea
            {...control}
            name="criteria"
            rows={4}
            required
            defaultValue={rubric.criteria.map(({ label, question }) => `${label}: ${question}`).join('\n')}
          />
        )}
      </Field>
      <Field label="Reasons" hint="One a line, at most 9, in the order of their keys.">
        {(control) => (
          <TextArea
            {...control}
            name="reasons"
            rows={9}
            required
            defaultValue={rubric.reasons.map(({ label }) => label).join('\n')}
          />
        )}
      </Field>
      <Field label="Guidelines">
        {(control) => (
          <TextArea {...control} name="guidelines" rows={10} maxLength={20_000} defaultValue={rubric.guidelines} />
        )}
      </Field>
    </FoldOutForm>
  )
}

const lines = (value: FormDataEntryValue | null) =>
  String(value ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function keyOf(label: string, before: readonly { key: string; label: string }[]): string {
  const same = before.find((one) => one.label.trim().toLowerCase() === label.trim().toLowerCase())
  if (same) return same.key
  const made = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60)
  return made || 'reason'
}
