'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { Note } from '../ui/note'

type Answer<T> =
  | { ok: true; data: T }
  | { ok: false; message: string; fieldErrors?: Record<string, string[]> | undefined }
interface Revealed {
  field: 'instructions' | 'record'
  text: string
}
interface MendRowProps {
  rowId: string
  reveal: (input: unknown) => Promise<Answer<Revealed>>
  mend: (input: unknown) => Promise<Answer<unknown>>
}

const WHAT = {
  instructions: ['What the model answered', 'A list of texts in quotes: ["…", "…"], or {"instructions": ["…"]}.'],
  record: ['The record', 'As its file has it, as JSON. Rows of tables have a member for each column.'],
} as const

/** A record that could not be read, to be put right and imported. Its text comes when it is asked for. */
export function MendRow({ rowId, reveal, mend }: MendRowProps) {
  const router = useRouter()
  const [row, setRow] = useState<Revealed | null>(null)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const show = async () => {
    setBusy(true)
    const answer = await reveal({ rowId }).catch(() => null)
    setBusy(false)
    if (answer?.ok) setRow(answer.data)
    setWrong(answer ? (answer.ok ? null : answer.message) : LOST)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await mend({ rowId, ...row }).catch(() => null)
    setBusy(false)
    if (!answer) return setWrong(LOST)
    if (!answer.ok) return setWrong([answer.message, ...(answer.fieldErrors?.text ?? [])].join(' '))
    // The page then says that it was mended.
    setWrong(null)
    router.refresh()
  }
  if (!row) {
    return (
      <div className="hatch grid justify-items-start gap-3 rounded-1 border border-dashed border-line-2 p-5">
        <p className="max-w-[60ch] text-ink-2">
          The text is not in this page; it is fetched when you ask, and that is put on record. It may be of any
          severity.
        </p>
        <Button busy={busy} onClick={() => void show()}>
          Show the text
        </Button>
        {wrong && <Note tone="bad">{wrong}</Note>}
      </div>
    )
  }
  const [label, hint] = WHAT[row.field]
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3">
      <Field label={label} hint={hint} error={wrong}>
        {(control) => (
          <TextArea
            {...control}
            rows={16}
            className="font-mono text-12"
            maxLength={300_000}
            spellCheck={false}
            value={row.text}
            onChange={(event) => setRow({ ...row, text: event.target.value })}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="go" busy={busy}>
          {busy ? 'Importing…' : 'Import it'}
        </Button>
        {row.field === 'instructions' && (
          <Button onClick={() => setRow({ ...row, text: listOfLines(row.text) })}>Make a list of its lines</Button>
        )}
        <span className="text-12 text-ink-3">What stood in the file stays kept.</span>
      </div>
    </form>
  )
}

/** Numbers and dashes before the lines go; everything else stays, to be read before it is imported. */
const listOfLines = (text: string) =>
  JSON.stringify(
    text
      .split('\n')
      .map((line) => line.replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '').trim())
      .filter(Boolean),
    null,
    2,
  )

const LOST = 'The server does not answer. Your text is kept here; try again.'
