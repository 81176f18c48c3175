'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { signInElsewhere, signInWithPassword } from '@/lib/auth/client'

export function SignInForm({ callbackUrl, elsewhere }: { callbackUrl: string; elsewhere: string | null }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    const input = { email: String(form.get('email')), password: String(form.get('password')) }
    const answer = await signInWithPassword(input, callbackUrl)
    // A whole page load: what was rendered for nobody is not kept for somebody.
    if (answer.ok) return location.replace(answer.path)
    setBusy(false)
    setError(answer.message)
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="E-mail">
        {(control) => <TextInput {...control} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label="Password">
        {(control) => (
          <TextInput {...control} name="password" type="password" autoComplete="current-password" required />
        )}
      </Field>
      {error && <Note tone="bad">{error}</Note>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="go" size="lg" busy={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
        {elsewhere && (
          <Button size="lg" onClick={() => signInElsewhere(callbackUrl)}>
            Sign in by {elsewhere}
          </Button>
        )}
      </div>
    </form>
  )
}
