'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import { NewPassword } from './new-password'

export interface NewAccountInput {
  name: string
  email: string
  password: string
}
export interface Refusal {
  message: string
  fieldErrors?: Record<string, string[]>
}

/** Name, e-mail and password of an account that does not exist yet. What was typed stays when the server refuses. */
export function NewAccount({
  email: given,
  label,
  busyLabel,
  extra,
  send,
}: {
  /** An address that cannot be changed. */
  email?: string | null
  label: ReactNode
  busyLabel: string
  extra?: ReactNode
  /** Null when all went well and the page is about to leave. */
  send: (input: NewAccountInput, form: FormData) => Promise<Refusal | null>
}) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState(given ?? '')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setRefusal(null)
    const refused = await send({ name, email, password: String(form.get('password')) }, form)
    if (!refused) return
    setRefusal(refused)
    setBusy(false)
  }

  const fault = (field: string) => refusal?.fieldErrors?.[field]?.[0]
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Name" error={fault('name')}>
        {(control) => (
          <TextInput
            {...control}
            autoComplete="name"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="E-mail" error={fault('email')}>
        {(control) => (
          <TextInput
            {...control}
            type="email"
            autoComplete="username"
            required
            readOnly={Boolean(given)}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <NewPassword owner={{ email, name }} fault={fault('password')} />
      {extra}
      {refusal && !refusal.fieldErrors && <Note tone="bad">{refusal.message}</Note>}
      <Button type="submit" variant="go" size="lg" busy={busy} className="justify-self-start">
        {busy ? busyLabel : label}
      </Button>
    </form>
  )
}
