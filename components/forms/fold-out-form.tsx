'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from '../ui/button'
import { Note } from '../ui/note'

interface FoldOutFormProps {
  /** The button that unfolds it. */
  trigger: ButtonProps & { children: ReactNode }
  /** Sends what was filled in; a refusal is shown under the fields, which stay as they were filled. */
  save: (form: FormData) => Promise<{ ok: true } | { ok: false; message: string }>
  submit: ReactNode
  className?: string
  children: ReactNode
}

/** A form behind a button, where the thing itself is what is mostly looked at. Folds again once it is saved. */
export function FoldOutForm({ trigger, save, submit, className, children }: FoldOutFormProps) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await save(form).catch(() => null)
    setBusy(false)
    if (answer?.ok) setOpen(false)
    setError(
      answer
        ? answer.ok
          ? null
          : answer.message
        : 'The server does not answer. What you wrote is still here; try again.',
    )
  }
  if (!open) return <Button {...trigger} onClick={() => setOpen(true)} />
  return (
    <form onSubmit={send} className={className}>
      {children}
      {error && <Note tone="bad">{error}</Note>}
      <div className="flex gap-2">
        <Button type="submit" busy={busy}>
          {busy ? 'Saving…' : submit}
        </Button>
        <Button variant="bare" onClick={() => setOpen(false)}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
