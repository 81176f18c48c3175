'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { ItemStage } from '@/lib/core/item/lists'
import { collectGoldAction, setGoldAction } from './actions'

/** Gold answers from what was settled or agreed on, or by hand. */
export function GoldForm({ projectId, stage }: { projectId: string; stage: ItemStage }) {
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad'; text: string } | null>(null)

  const collect = async (source: 'ADJUDICATED' | 'AGREED') => {
    setBusy(true)
    const answer = await collectGoldAction({ projectId, stage, source })
    setBusy(false)
    setSaid(answer.ok ? { tone: 'ok', text: `${answer.data.added} added.` } : { tone: 'bad', text: answer.message })
  }
  const set = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const decision = form.get('decision')
    setBusy(true)
    const answer = await setGoldAction({
      ...{ projectId, number: Number(form.get('number')), reason: form.get('reason') },
      decision: decision === 'NONE' ? null : decision,
    })
    setBusy(false)
    if (!answer.ok) return setSaid({ tone: 'bad', text: answer.message })
    setSaid({ tone: 'ok', text: answer.data.set ? 'Set.' : 'Taken away.' })
  }

  return (
    <div className="mb-4 grid gap-3">
      <div className="flex flex-wrap gap-2">
        <Button size="sm" busy={busy} onClick={() => collect('ADJUDICATED')}>
          Add what was adjudicated
        </Button>
        <Button size="sm" busy={busy} onClick={() => collect('AGREED')}>
          Add what three or more agreed on
        </Button>
      </div>
      <p className="max-w-[75ch] text-12 text-ink-3">
        Each takes the newest 50 texts at most, and a text that has an answer keeps it. Set by hand, an answer takes the
        place of the one before. No vote and no verdict changes.
      </p>
      <form onSubmit={set} className="grid items-end gap-3 md:grid-cols-[7rem_9rem_minmax(0,1fr)_auto]">
        <Field label="Number">
          {(control) => <TextInput {...control} name="number" type="number" min={1} required />}
        </Field>
        <Field label="Answer">
          {(control) => (
            <Select {...control} name="decision">
              <option value="ACCEPT">Accept</option>
              <option value="REJECT">Reject</option>
              <option value="NONE">No gold answer</option>
            </Select>
          )}
        </Field>
        <Field label="Why">{(control) => <TextInput {...control} name="reason" maxLength={2_000} />}</Field>
        <Button type="submit" busy={busy} className="min-h-8">
          Set
        </Button>
      </form>
      {said && <Note tone={said.tone}>{said.text}</Note>}
    </div>
  )
}
