'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { RunTask } from '@/lib/core/run/targets'
import { tryPromptAction } from '../../actions'

interface TryFormProps {
  projectId: string
  task: RunTask
  label: string
  models: { providerId: string; model: string; text: string }[]
  /** A try-out is under way: its answers are looked for until it has ended. */
  running: boolean
}

const LOOK_MS = 2_000

export function TryForm({ projectId, task, label, models, running }: TryFormProps) {
  const [chosen, setChosen] = useState('0')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  useLookAgain(running)
  const start = async (event: FormEvent) => {
    event.preventDefault()
    const model = models[Number(chosen)]
    if (!model) return
    setBusy(true)
    setRefusal(null)
    const answer = await tryPromptAction({ projectId, task, label, providerId: model.providerId, model: model.model })
    if (!answer.ok) setRefusal(answer.message)
    setBusy(false)
  }
  return (
    <form onSubmit={start} className="mb-4 grid gap-2">
      <Field
        label="Model"
        hint="Three calls, or fewer where there is less to try it on. Nothing of it becomes an item."
      >
        {(control) => (
          <span className="flex gap-2">
            <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
              {models.map(({ text }, index) => (
                <option key={text} value={index}>
                  {text}
                </option>
              ))}
            </Select>
            <Button type="submit" busy={busy} disabled={running}>
              {busy ? 'Starting…' : 'Try it'}
            </Button>
          </span>
        )}
      </Field>
      {refusal && <Note tone="bad">{refusal}</Note>}
    </form>
  )
}

/** Reads the page again every two seconds while something is under way and somebody looks. */
function useLookAgain(active: boolean) {
  const router = useRouter()
  useEffect(() => {
    if (!active) return
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [active, router])
}
