'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { RunTask } from '@/lib/core/run/targets'
import { previewPromptAction } from '../../actions'

interface PreviewProps {
  projectId: string
  task: RunTask
  body: string
  disabled: boolean
}

type Shown = { of: string; about: string; messages: { role: string; content: string }[] }

/** What a model would be sent, put together on something real. */
export function Preview({ projectId, task, body, disabled }: PreviewProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const look = async () => {
    setBusy(true)
    setRefusal(null)
    const answer = await previewPromptAction({ projectId, task, body })
    if (answer.ok) setShown({ of: body, ...answer.data })
    else setRefusal(answer.message)
    setBusy(false)
  }
  return (
    <section aria-labelledby="preview" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h2 id="preview">As it would be sent</h2>
        <Button size="sm" className="ml-auto" busy={busy} disabled={disabled} onClick={look}>
          {busy ? 'Putting together…' : shown ? 'Put together again' : 'Put together on a real item'}
        </Button>
      </div>
      {refusal && <Note tone="bad">{refusal}</Note>}
      {shown && (
        <>
          <p className="mb-2 text-12 text-ink-3" role="status">
            On {shown.about}
            {shown.of !== body && '; the text has changed since'}
          </p>
          {shown.messages.map(({ role, content }) => (
            <div key={role} className="mb-3">
              <h3 className="mb-1">{role}</h3>
              <p className="rounded-2 border border-line-2 bg-sheet p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
                {content}
              </p>
            </div>
          ))}
        </>
      )}
    </section>
  )
}
