'use client'
import { type FormEvent, useState } from 'react'
import { NewPassword } from '@/components/forms/new-password'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { Result } from '@/lib/services/errors'
import { changePasswordAction } from './actions'

export function ChangePassword({ owner }: { owner: { email: string; name: string } }) {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Result<{ ended: number }> | null>(null)
  // A new key empties the fields once the password is another one.
  const [round, setRound] = useState(0)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setAnswer(null)
    const result = await changePasswordAction({ current: form.get('current'), password: form.get('password') })
    setAnswer(result)
    setBusy(false)
    if (result.ok) setRound(round + 1)
  }

  const refusal = answer && !answer.ok ? answer : null
  return (
    <section aria-labelledby="password" className="max-w-[380px]">
      <h2 id="password" className="mb-3">
        Change the password
      </h2>
      <form key={round} onSubmit={submit} className="grid gap-3">
        <input type="hidden" name="email" autoComplete="username" value={owner.email} readOnly />
        <Field label="Current password" error={refusal?.fieldErrors?.current?.[0]}>
          {(control) => (
            <TextInput {...control} name="current" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <NewPassword label="New password" owner={owner} fault={refusal?.fieldErrors?.password?.[0]} />
        {refusal && !refusal.fieldErrors && <Note tone="bad">{refusal.message}</Note>}
        {answer?.ok && (
          <Note tone="ok">
            Changed.{' '}
            {answer.data.ended === 0
              ? 'You were signed in nowhere else.'
              : `Signed out in ${answer.data.ended} other ${answer.data.ended === 1 ? 'place' : 'places'}.`}
          </Note>
        )}
        <Button type="submit" busy={busy} className="justify-self-start">
          {busy ? 'Changing…' : 'Change it, and sign out elsewhere'}
        </Button>
      </form>
    </section>
  )
}
