'use client'
import { FoldOutForm } from '@/components/forms/fold-out-form'
import { Field } from '@/components/ui/field'
import { Checkbox, TextInput } from '@/components/ui/inputs'
import { updateCapabilityAction } from '../taxonomy/actions'

interface EditCapabilityProps {
  capability: { id: string; title: string; description: string; gives: string; listed: boolean }
}

/** Title and words that reviewers read of a capability. */
export function EditCapability({ capability }: EditCapabilityProps) {
  const what = capability.description ? 'Change' : 'Explain it'
  return (
    <FoldOutForm
      trigger={{
        children: what,
        size: 'sm',
        'aria-label': `${what}: ${capability.title}`,
        className: 'self-start justify-self-start md:col-start-3 md:row-start-1 md:justify-self-end',
      }}
      save={(form) =>
        updateCapabilityAction({
          capabilityId: capability.id,
          title: form.get('title'),
          description: form.get('description'),
          gives: form.get('gives'),
          listed: form.get('listed') === 'on',
        })
      }
      submit="Save"
      className="grid max-w-[640px] gap-2 md:col-span-3"
    >
      <Field label="Title">
        {(control) => <TextInput {...control} name="title" required maxLength={120} defaultValue={capability.title} />}
      </Field>
      <Field label="What it does">
        {(control) => (
          <TextInput {...control} name="description" maxLength={500} defaultValue={capability.description} />
        )}
      </Field>
      <Field label="What it gives the next step">
        {(control) => <TextInput {...control} name="gives" maxLength={120} defaultValue={capability.gives} />}
      </Field>
      <Checkbox name="listed" label="In the capability list" defaultChecked={capability.listed} />
    </FoldOutForm>
  )
}
