'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { updateCapabilityAction } from '../taxonomy/actions'

interface EditCapabilityProps {
  capability: { id: string; title: string; description: string; gives: string; listed: boolean }
}

export function EditCapability({ capability }: EditCapabilityProps) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await updateCapabilityAction({
      capabilityId: capability.id,
      title: form.get('title'),
      description: form.get('description'),
      gives: form.get('gives'),
      listed: form.get('listed') === 'on',
    })
    setBusy(false)
    setError(answer.ok ? null : answer.message)
    if (answer.ok) setOpen(false)
  }
  if (!open) {
    return (
      <Button
        size="sm"
        variant="bare"
        className="-ml-2"
        aria-label={`Explain ${capability.title}`}
        onClick={() => setOpen(true)}
      >
        Explain it
      </Button>
    )
  }
  return (
    <form onSubmit={save} className="mt-2 grid gap-2">
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
      {error && <Note tone="bad">{error}</Note>}
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          Save
        </Button>
        <Button variant="bare" onClick={() => setOpen(false)}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
