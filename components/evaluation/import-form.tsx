'use client'
import { type FormEvent, useRef, useState } from 'react'
import type { EvaluationImportView } from '@/lib/core/evaluation/views'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select, TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import { sendFile } from './bring-in'
import { Incoming } from './incoming'

/** Brings one file in: the file, and what the tables are to call it. A worker reads it. */
export function ImportForm({ projectId }: { projectId: string }) {
  const file = useRef<HTMLInputElement>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [coming, setComing] = useState<EvaluationImportView | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = file.current?.files?.[0]
    if (!chosen) return setWrong('No file is chosen. Choose a .json, .eval or .jsonl file.')
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '')
    const asked = { model: text('model'), label: text('label'), intent: text('intent'), set: text('set') }
    setSent(0)
    setWrong(null)
    setComing(null)
    const answer = await sendFile(chosen, { projectId, ...asked }, (bytes) => setSent(bytes / chosen.size))
    setSent(null)
    if (!answer.ok) return setWrong(answer.message)
    const progress = { done: 0, total: chosen.size, samples: 0 }
    const { importId: id } = answer.data
    setComing({ id, file: chosen.name, status: 'WAITING', progress, error: null, result: null })
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="grid max-w-[96ch] gap-3 rounded-2 border border-line-2 bg-sheet p-4"
    >
      <h2>Bring a file in</h2>
      <Field
        label="Inspect log or refusal set"
        hint="A .json or .eval log of an AgentHarm-style run, or rows of prompt, tools, answer and whether it was judged a refusal (.jsonl, or a .json list); up to 1 GB. The same file twice is one. Its prompts go on a hash list, so that no snapshot trains on them."
      >
        {(control) => (
          <input
            {...control}
            ref={file}
            type="file"
            name="file"
            accept=".json,.jsonl,.eval,application/json"
            className="text-12 text-ink-2 file:mr-3 file:h-7 file:rounded-1 file:border file:border-solid file:border-edge file:bg-sheet file:px-2.5 file:text-ink"
          />
        )}
      </Field>
      <div className="grid gap-3 md:grid-cols-2 xl:grid-cols-4">
        <Field label="Model" hint="Empty: as the file says.">
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
        <Field label="Name of a refusal set" hint="Empty: as the file.">
          {(control) => <TextInput {...control} name="set" maxLength={120} />}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={sent !== null}>
          {sent === null ? 'Bring it in' : `Sending, ${Math.round(sent * 100)} %…`}
        </Button>
        {wrong && <Note tone="bad">{wrong}</Note>}
        {coming && <Incoming key={coming.id} projectId={projectId} first={coming} />}
      </div>
    </form>
  )
}
