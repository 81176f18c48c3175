'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/core/webhook/events'
import type { Result } from '@/lib/services/errors'
import { removeWebhookAction, rotateSecretAction, testWebhookAction, updateWebhookAction } from '../actions'
import { EventBoxes } from '../event-boxes'
import { SecretOnce } from '../secret-once'

interface WebhookControlsProps {
  webhook: { id: string; events: string[]; paused: boolean }
  /** Where to go once it is removed. */
  after: string
}

const known = (events: string[]) => WEBHOOK_EVENTS.filter((event) => events.includes(event))

export function WebhookControls({ webhook: { id: webhookId, events: told, paused }, after }: WebhookControlsProps) {
  const router = useRouter()
  const [events, setEvents] = useState<WebhookEvent[]>(known(told))
  const [problem, setProblem] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const [asked, setAsked] = useState<'rotate' | 'remove' | null>(null)

  const say = <T,>(answer: Result<T>, words: string) => {
    setProblem(answer.ok ? null : answer.message)
    setDone(answer.ok ? words : null)
    setAsked(null)
    return answer.ok ? answer.data : null
  }
  const save = async (next: { events: WebhookEvent[]; paused: boolean }, words: string) =>
    say(await updateWebhookAction({ webhookId, ...next }), words)
  const rotate = async () => {
    if (asked !== 'rotate') return setAsked('rotate')
    const given = say(await rotateSecretAction({ webhookId }), 'The secret was changed.')
    if (given) setSecret(given.secret)
  }
  const remove = async () => {
    if (asked !== 'remove') return setAsked('remove')
    if (say(await removeWebhookAction({ webhookId }), 'It was removed.')) router.push(after)
  }

  return (
    <section aria-labelledby="controls" className="grid content-start gap-4">
      <h2 id="controls">What it is told</h2>
      {problem && <Note tone="bad">{problem}</Note>}
      {done && !secret && <Note tone="ok">{done}</Note>}
      {secret && <SecretOnce secret={secret}>The old one signs beside it for a day.</SecretOnce>}
      <EventBoxes events={events} onChange={setEvents} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => save({ events, paused }, 'Saved.')} disabled={events.length === 0}>
          Save
        </Button>
        <Button
          onClick={() => save({ events: known(told), paused: !paused }, paused ? 'It goes on.' : 'It is paused.')}
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <Button
          disabled={paused}
          onClick={async () =>
            say(await testWebhookAction({ webhookId }), 'A test is on its way; load the page again.')
          }
        >
          Send a test
        </Button>
      </div>
      <p className="text-12 text-ink-3">
        While it is paused nothing is sent: what happens waits for it. A test is one message without content.
      </p>
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button size="sm" onClick={rotate}>
          {asked === 'rotate' ? 'Change the secret now' : 'Change the secret'}
        </Button>
        <Button size="sm" onClick={remove}>
          {asked === 'remove' ? 'Remove for good' : 'Remove'}
        </Button>
        {asked && (
          <Button size="sm" variant="bare" onClick={() => setAsked(null)}>
            Leave it
          </Button>
        )}
        <p className="basis-full text-12 text-ink-3">
          After a change the old secret signs beside the new one for a day. Removed, it is told nothing more, not even
          what waits for it.
        </p>
      </div>
    </section>
  )
}
