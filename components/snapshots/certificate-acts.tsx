'use client'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Note } from '../ui/note'
import { type Answer, UNREACHED } from './answer'

interface CertificateActsProps {
  certificateId: string
  advance(input: unknown): Promise<Answer>
  stop(input: unknown): Promise<Answer>
}

/** Of an audit that goes on. */
export function CertificateActs({ certificateId, advance, stop }: CertificateActsProps) {
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState<string | null>(null)
  const run = async (act: (input: unknown) => Promise<Answer>) => {
    setBusy(true)
    const answer = await act({ certificateId }).catch(() => UNREACHED)
    setBusy(false)
    setMessage(answer.ok ? null : answer.message)
  }
  return (
    <div className="grid gap-2 print:hidden">
      <div className="flex gap-2">
        <Button variant="go" busy={busy} onClick={() => void run(advance)}>
          Count the votes
        </Button>
        <Button variant="bare" disabled={busy} onClick={() => void run(stop)}>
          Stop the audit
        </Button>
      </div>
      {message && <Note tone="bad">{message}</Note>}
    </div>
  )
}
