'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useDeferredValue, useMemo, useState } from 'react'
import { VariableList } from '@/components/prompts/prompt-text'
import { countWordChanges } from '@/components/review/word-diff-view'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { isTurnTask, type PromptTask } from '@/lib/core/prompt/tasks'
import { checkBody, MAX_PROMPT_LENGTH, PLACEHOLDER } from '@/lib/core/prompt/template'
import { isRunTask } from '@/lib/core/run/targets'
import { createPromptVersionAction } from '../../actions'
import { Preview } from './preview'

interface EditorProps {
  projectId: string
  task: PromptTask
  from: string
  body: string
  /** The address of the task's versions. */
  base: string
}

/** Writing the next version: checked while it is typed by the rules that saving and rendering stand under. */
export function PromptEditor({ projectId, task, from, body: start, base }: EditorProps) {
  const router = useRouter()
  const [body, setBody] = useState(start)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const read = useDeferredValue(body)
  const problems = useMemo(() => checkBody(task, read), [task, read])
  const used = useMemo(() => new Set([...read.matchAll(PLACEHOLDER)].map(([, name = '']) => name)), [read])
  const changes = useMemo(() => countWordChanges(start, read), [start, read])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefusal(null)
    const answer = await createPromptVersionAction({ projectId, task, note, body })
    if (answer.ok) return router.push(`${base}/${answer.data.label}`)
    setRefusal([answer.message, ...(answer.fieldErrors?.body ?? [])].join(' '))
    setBusy(false)
  }

  return (
    <form onSubmit={save} className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid min-w-0 content-start gap-4">
        <Field label="What is new" hint="A line for those who choose between versions.">
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Text"
          aside={`${body.length.toLocaleString('en')} of ${MAX_PROMPT_LENGTH.toLocaleString('en')} characters`}
          hint={
            isTurnTask(task)
              ? 'The system part alone: the instruction follows it as the user’s message.'
              : 'The system part, a line --- user ---, the user part. Each data variable has a line of the user part to itself.'
          }
          error={problems.length > 0 && <Problems problems={problems} />}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={28}
              spellCheck={false}
              className="h-auto font-mono text-12"
              value={body}
              onChange={(event) => setBody(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="go" busy={busy} disabled={problems.length > 0 || body === start}>
            {busy ? 'Saving…' : 'Save as a version'}
          </Button>
          <span className="text-12 text-ink-3" role="status">
            {changes.add + changes.del === 0
              ? `the same as ${from}`
              : `against ${from}: ${changes.add} words more, ${changes.del} words less`}
          </span>
        </div>
        {refusal && <Note tone="bad">{refusal}</Note>}
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6">
        <section>
          <h2 className="mb-2">What it is given, and has to use</h2>
          <VariableList task={task} used={used} />
        </section>
        {isRunTask(task) && <Preview projectId={projectId} task={task} body={body} disabled={problems.length > 0} />}
      </div>
    </form>
  )
}

function Problems({ problems }: { problems: ReturnType<typeof checkBody> }) {
  return (
    <span className="inline-grid align-top">
      {problems.map(({ code, line, message }) => (
        <span key={`${code}.${line}.${message}`}>{line === null ? message : `Line ${line}: ${message}`}</span>
      ))}
    </span>
  )
}
