'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, Select, TextInput } from '@/components/ui/inputs'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import { TOKEN_DAYS } from '@/lib/core/api/limits'
import { API_SCOPES, type ApiScope, SCOPE_WORDS } from '@/lib/core/api/scopes'
import type { Result } from '@/lib/services/errors'
import { makeTokenAction } from './actions'

type Made = Result<{ token: string; expiresAt: Date }>

const DAYS = [7, 30, TOKEN_DAYS.usual, 180, TOKEN_DAYS.most]

export function NewToken({ projectId, api }: { projectId: string; api: string }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ApiScope[]>(['items:read'])
  const [days, setDays] = useState<number>(TOKEN_DAYS.usual)
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Made | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const made = await makeTokenAction({ projectId, name, scopes, days })
    setAnswer(made)
    setBusy(false)
    if (made.ok) setName('')
  }

  return (
    <section aria-labelledby="new-token" className="grid content-start gap-3">
      <h2 id="new-token">Make a token</h2>
      {answer?.ok && <ShownOnce token={answer.data.token} expiresAt={answer.data.expiresAt} api={api} />}
      <form onSubmit={submit} className="grid max-w-[560px] gap-3">
        <Field label="Name" hint="Of the program, or what it is for. The audit log shows it.">
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <ScopeBoxes scopes={scopes} onChange={setScopes} />
        <Field label="Works for">
          {(control) => (
            <Select {...control} value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {DAYS.map((count) => (
                <option key={count} value={count}>
                  {count} days
                </option>
              ))}
            </Select>
          )}
        </Field>
        {answer && !answer.ok && <Note tone="bad">{answer.message}</Note>}
        <Button type="submit" busy={busy} className="justify-self-start">
          {busy ? 'Making the token…' : 'Make a token'}
        </Button>
      </form>
    </section>
  )
}

function ScopeBoxes({ scopes, onChange }: { scopes: readonly ApiScope[]; onChange: (scopes: ApiScope[]) => void }) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-12 font-medium text-ink-2">It may</legend>
      {API_SCOPES.map((scope) => (
        <Checkbox
          key={scope}
          label={<span className="font-mono">{scope}</span>}
          hint={SCOPE_WORDS[scope]}
          checked={scopes.includes(scope)}
          onChange={(event) =>
            onChange(API_SCOPES.filter((other) => (other === scope ? event.target.checked : scopes.includes(other))))
          }
        />
      ))}
    </fieldset>
  )
}

function ShownOnce({ token, expiresAt, api }: { token: string; expiresAt: Date; api: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <Note tone="ok">
      <p>
        This is the token. It is shown this once, so copy it now to where the program reads its secrets. It ends{' '}
        <Moment at={expiresAt} />.
      </p>
      <p className="my-2 font-mono break-all select-all">{token}</p>
      <Button size="sm" onClick={() => navigator.clipboard.writeText(token).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
      <p className="mt-2 text-12">
        Sent as <code className="font-mono">Authorization: Bearer …</code> to{' '}
        <code className="font-mono break-all">{api}</code>; what can be asked there is described by{' '}
        <code className="font-mono break-all">{api}/openapi.json</code>.
      </p>
    </Note>
  )
}
