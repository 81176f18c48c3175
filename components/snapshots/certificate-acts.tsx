'use client'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Note } from '../ui/note'
import { type Answer, UNREACHED } from './answer'

interface CertificateActsProps {
  certificateId: string
  /** Rows that it waits for and nobody can judge. */
  stuck: number
  countUnserved(input: unknown): Promise<Answer>
  advance(input: unknown): Promise<Answer>
  stop(input: unknown): Promise<Answer>
}

/** Of an audit that goes on. */
export function CertificateActs({ certificateId, stuck, countUnserved, advance, stop }: CertificateActsProps) {
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
      {stuck > 0 && (
        <Note>
          <p className="mb-2">
            {stuck === 1 ? 'One drawn row' : `${stuck} drawn rows`} cannot be handed out any more: archived, flagged,
            quarantined or purged since. The audit waits for {stuck === 1 ? 'it' : 'them'}. Bring{' '}
            {stuck === 1 ? 'it' : 'them'} back where that is right, or count {stuck === 1 ? 'it' : 'them'} as failed:
            the bound then holds whatever people would have said. Votes already given on {stuck === 1 ? 'it' : 'them'}{' '}
            are not counted; this cannot be undone.
          </p>
          <Button busy={busy} onClick={() => void run(countUnserved)}>
            Count {stuck === 1 ? 'it' : `all ${stuck}`} as failed
          </Button>
        </Note>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="go" busy={busy} onClick={() => void run(advance)}>
          Count the votes
        </Button>
        <Button variant="bare" disabled={busy} onClick={() => void run(stop)}>
          Stop the audit
        </Button>
      </div>
      <p className="max-w-[75ch] text-12 text-ink-3">
        Votes that are counted cannot be taken back. Counting issues the certificate when it is decided, and else opens
        the next rows of an audit row by row. Stopped, it is on record as tried, and the votes given stay.
      </p>
      {message && <Note tone="bad">{message}</Note>}
    </div>
  )
}
