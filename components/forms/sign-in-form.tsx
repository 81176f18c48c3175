'use client'
import { useRouter } from 'next/navigation'
import { signIn } from 'next-auth/react'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'
import { Note } from '../ui/note'

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    const answer = await signIn('credentials', {
      email: String(form.get('email')),
      password: String(form.get('password')),
      callbackUrl,
      redirect: false,
    }).catch(() => null)
    if (answer?.ok) return router.replace(sameOrigin(answer.url))
    setBusy(false)
    setError(answer?.error ?? 'The server does not answer. What you typed is kept; try again.')
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
      <Button type="submit" variant="go" size="lg" busy={busy} className="justify-self-start">
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}

/** Only a path of this site: whatever else came along is dropped. */
function sameOrigin(url: string | null): string {
  if (!url || !URL.canParse(url, location.origin)) return '/'
  const target = new URL(url, location.origin)
  return target.origin === location.origin ? `${target.pathname}${target.search}` : '/'
}
