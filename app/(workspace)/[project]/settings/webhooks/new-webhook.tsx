'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { WebhookEvent } from '@/lib/core/webhook/events'
import type { Result } from '@/lib/services/errors'
import { createWebhookAction } from './actions'
import { EventBoxes } from './event-boxes'
import { SecretOnce } from './secret-once'

type Made = Result<{ id: string; secret: string }>

export function NewWebhook({ projectId }: { projectId: string }) {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<WebhookEvent[]>(['snapshot.frozen'])
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Made | null>(null)
  const wrong = answer && !answer.ok ? answer : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const made = await createWebhookAction({ projectId, name, url, events })
    setAnswer(made)
    setBusy(false)
    if (made.ok) {
      setName('')
      setUrl('')
    }
  }

  return (
    <section aria-labelledby="new-webhook" className="grid content-start gap-3">
      <h2 id="new-webhook">Make a webhook</h2>
      {answer?.ok && (
        <SecretOnce secret={answer.data.secret}>
          With it the receiver checks the header <code className="font-mono">webhook-signature</code>.
        </SecretOnce>
      )}
      <form onSubmit={submit} className="grid max-w-[560px] gap-3">
        <Field label="Name" hint="Of the receiver, or what it is for.">
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={80}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field
          label="Address"
          hint="https, out on the network. It cannot be changed later: another address is another webhook."
          error={wrong?.fieldErrors?.url?.[0]}
        >
          {(control) => (
            <TextInput
              {...control}
              required
              inputMode="url"
              className="font-mono"
              value={url}
              onChange={({ target }) => setUrl(target.value)}
            />
          )}
        </Field>
        <EventBoxes events={events} onChange={setEvents} />
        {wrong && !wrong.fieldErrors?.url && <Note tone="bad">{wrong.message}</Note>}
        <Button type="submit" busy={busy} className="justify-self-start">
          {busy ? 'Making the webhook…' : 'Make a webhook'}
        </Button>
      </form>
    </section>
  )
}
