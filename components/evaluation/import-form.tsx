'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select, TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import { sendLog } from './send-log'

interface Said {
  tone: 'bad' | 'ok'
  text: string
}

/** Brings one log in: the file, and what the table is to call it. */
export function ImportForm({ projectId }: { projectId: string }) {
  const router = useRouter()
  const file = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = file.current?.files?.[0]
    if (!chosen) return setSaid({ tone: 'bad', text: 'No log is chosen. Choose a .json or .eval file.' })
    setBusy(true)
    setSaid(null)
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '')
    const query = { projectId, model: text('model'), label: text('label'), intent: text('intent') }
    const answer = await sendLog(chosen, query)
    setBusy(false)
    setSaid(answer)
    if (answer.tone === 'ok') router.refresh()
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="grid max-w-[76ch] gap-3 rounded-2 border border-line-2 bg-sheet p-4"
    >
      <h2>Bring a log in</h2>
      <Field
        label="Inspect log"
        hint="A .json or .eval file of an AgentHarm-style run, up to 1 GB. The same file twice is one run. Its prompts go on a hash list, so that no snapshot trains on them."
      >
        {(control) => (
          <input
            {...control}
            ref={file}
            type="file"
            name="file"
            accept=".json,.eval,application/json"
            className="text-12 text-ink-2 file:mr-3 file:h-7 file:rounded-1 file:border file:border-solid file:border-edge file:bg-sheet file:px-2.5 file:text-ink"
          />
        )}
      </Field>
      <div className="grid gap-3 md:grid-cols-3">
        <Field label="Model" hint="Empty: as the log says.">
          {(control) => <TextInput {...control} name="model" maxLength={120} />}
        </Field>
        <Field label="What was done to it" hint="Say, “before training”.">
          {(control) => <TextInput {...control} name="label" maxLength={120} />}
        </Field>
        <Field label="Its prompts are">
          {(control) => (
            <Select {...control} name="intent" defaultValue="TASK">
              <option value="TASK">as the task’s name says</option>
              <option value="HARMFUL">harmful</option>
              <option value="BENIGN">benign</option>
            </Select>
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={busy}>
          {busy ? 'Reading the log…' : 'Bring it in'}
        </Button>
        {said && <Note tone={said.tone}>{said.text}</Note>}
      </div>
    </form>
  )
}
