'use client'
import { type FormEvent, useEffect, useState } from 'react'
import { settleLock } from '@/components/layout/owed-lock'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { unlockAction } from './actions'

export function UnlockForm({
  email,
  back,
  signOut,
}: {
  email: string
  /** A path of this site. */
  back: string
  signOut: () => Promise<void>
}) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  // This page is for locked sessions only: what was owed is done.
  useEffect(settleLock, [])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    setBusy(true)
    setError(null)
    const answer = await unlockAction({ password })
    if (answer.ok) return location.replace(back)
    setBusy(false)
    setError(answer.message)
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <Field label="Password">
        {(control) => (
          <TextInput {...control} name="password" type="password" autoComplete="current-password" required />
        )}
      </Field>
      {error && <Note tone="bad">{error}</Note>}
      <div className="flex gap-2">
        <Button type="submit" variant="go" size="lg" busy={busy}>
          {busy ? 'Unlocking…' : 'Unlock'}
        </Button>
        <Button variant="bare" size="lg" onClick={() => signOut()}>
          Sign out
        </Button>
      </div>
    </form>
  )
}
