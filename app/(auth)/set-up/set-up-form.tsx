'use client'
import { type FormEvent, useState } from 'react'
import { NewPassword } from '@/components/forms/new-password'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Kbd } from '@/components/ui/kbd'
import { Note } from '@/components/ui/note'
import { signInWithPassword } from '@/lib/auth/client'
import type { Result } from '@/lib/services/errors'
import { setUpAction } from './actions'

type Refusal = Extract<Result<never>, { ok: false }>

export function SetUpForm({ token }: { token: string }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    setBusy(true)
    setRefusal(null)
    const made = await setUpAction({ token, name, email, password })
    if (!made.ok) {
      setRefusal(made)
      return setBusy(false)
    }
    const signedIn = await signInWithPassword({ email, password }, '/')
    // A whole page load: what was rendered for nobody is not kept for somebody.
    location.replace(signedIn.ok ? '/' : '/sign-in')
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
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <NewPassword owner={{ email, name }} fault={fault('password')} />
      {refusal && !refusal.fieldErrors && <Note tone="bad">{refusal.message}</Note>}
      <Button type="submit" variant="go" size="lg" busy={busy} className="justify-self-start">
        {busy ? 'Making the account…' : 'Make the account and start'} <Kbd>↵</Kbd>
      </Button>
    </form>
  )
}
