'use client'
import { type FormEvent, useState } from 'react'
import { RaterBoxes } from '@/components/study/rater-boxes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { Result } from '@/lib/services/errors'
import { closeQueueAction, giveQueueAction, updateQueueAction } from '../../actions'

interface QueueSettingsProps {
  queue: { id: string; name: string; status: 'OPEN' | 'PAUSED' | 'CLOSED' }
  reviewers: { userId: string; name: string; given: boolean }[]
}

export function QueueSettings({ queue, reviewers }: QueueSettingsProps) {
  const [given, setGiven] = useState(reviewers.filter((one) => one.given).map(({ userId }) => userId))
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad'; text: string } | null>(null)
  const [closing, setClosing] = useState(false)
  const closed = queue.status === 'CLOSED'

  const run = async <T,>(act: Promise<Result<T>>, done: (data: T) => string) => {
    setBusy(true)
    const answer = await act
    setBusy(false)
    setSaid(answer.ok ? { tone: 'ok', text: done(answer.data) } : { tone: 'bad', text: answer.message })
  }
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    void run(updateQueueAction({ queueId: queue.id, name }), () => 'Renamed.')
  }

  return (
    <div className="grid max-w-[560px] content-start gap-6">
      {said && <Note tone={said.tone}>{said.text}</Note>}
      <form onSubmit={rename} className="flex items-end gap-2">
        <Field label="Name" className="flex-1">
          {(control) => (
            <TextInput {...control} name="name" required maxLength={120} defaultValue={queue.name} disabled={closed} />
          )}
        </Field>
        <Button type="submit" className="min-h-8" busy={busy} disabled={closed}>
          Rename
        </Button>
      </form>
      <div className="grid gap-2">
        <RaterBoxes raters={reviewers} given={given} disabled={closed} onChange={setGiven} />
        <Button
          className="justify-self-start"
          busy={busy}
          disabled={closed}
          onClick={() =>
            run(
              giveQueueAction({ queueId: queue.id, reviewerIds: given }),
              ({ reviewers: count }) => `Given to ${count}. What others had claimed is back in the queue.`,
            )
          }
        >
          Give it to these
        </Button>
        <p className="text-12 text-ink-3">
          Who is left out keeps what they have judged; what they had claimed goes back to the others.
        </p>
      </div>
      {!closed && (
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          <Button
            busy={busy}
            onClick={() => {
              const status = queue.status === 'OPEN' ? 'PAUSED' : 'OPEN'
              void run(updateQueueAction({ queueId: queue.id, status }), () =>
                status === 'PAUSED' ? 'Paused. What is held can still be judged.' : 'Open again.',
              )
            }}
          >
            {queue.status === 'OPEN' ? 'Pause' : 'Go on'}
          </Button>
          {closing ? (
            <>
              <Button
                busy={busy}
                onClick={() =>
                  run(
                    closeQueueAction({ queueId: queue.id }),
                    ({ voided }) =>
                      `Closed. Verdicts stand; ${voided} undecided ${voided === 1 ? 'entry was' : 'entries were'} let go.`,
                  )
                }
              >
                Close for good, keep the verdicts
              </Button>
              <Button variant="bare" onClick={() => setClosing(false)}>
                No, keep it open
              </Button>
            </>
          ) : (
            <Button variant="bare" onClick={() => setClosing(true)}>
              Close the queue…
            </Button>
          )}
          <p className="basis-full text-12 text-ink-3">
            A paused queue hands out nothing new; what somebody holds can still be judged. A closed one stays closed:
            verdicts stand, and what is undecided is let go.
          </p>
        </div>
      )}
    </div>
  )
}
