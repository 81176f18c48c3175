'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import type { Role } from '@/lib/core/policy/facts'
import type { Result } from '@/lib/services/errors'
import { createInvitationAction } from './actions'
import { RoleBoxes } from './role-boxes'

type Made = Result<{ path: string; expiresAt: Date }>

export function InvitePerson({ projectId, origin }: { projectId: string; origin: string }) {
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<Role[]>(['REVIEWER'])
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Made | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const made = await createInvitationAction({ projectId, roles, email: email.trim() || null })
    setAnswer(made)
    setBusy(false)
    if (made.ok) setEmail('')
  }

  return (
    <section aria-labelledby="invite" className="grid content-start gap-3">
      <h2 id="invite">Invite somebody</h2>
      <form onSubmit={submit} className="grid gap-3">
        <Field label="E-mail" aside="may be left out" hint="Then only this address can use the link. Nothing is sent.">
          {(control) => (
            <TextInput {...control} type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
          )}
        </Field>
        <RoleBoxes legend="As" roles={roles} onChange={setRoles} hints />
        {answer && !answer.ok && <Note tone="bad">{answer.message}</Note>}
        <Button type="submit" busy={busy} className="justify-self-start">
          {busy ? 'Making the link…' : 'Make a link'}
        </Button>
      </form>
      {answer?.ok && <NewLink link={`${origin}${answer.data.path}`} expiresAt={answer.data.expiresAt} />}
    </section>
  )
}

function NewLink({ link, expiresAt }: { link: string; expiresAt: Date }) {
  const [copied, setCopied] = useState(false)
  return (
    <Note tone="ok">
      <p>
        Send this link to the person. It is shown this once, works once, and ends <Moment at={expiresAt} />.
      </p>
      <p className="my-2 font-mono break-all select-all">{link}</p>
      <Button size="sm" onClick={() => navigator.clipboard.writeText(link).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </Note>
  )
}
