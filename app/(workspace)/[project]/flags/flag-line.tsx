'use client'
import Link from 'next/link'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { resolveFlagAction } from './actions'

interface FlagLineProps {
  flagId: string
  href: string
  number: number
  /** What is known of the item and said with the flag. */
  children: ReactNode
}

/** A flagged item and the lead's answer to it. */
export function FlagLine({ flagId, href, number, children }: FlagLineProps) {
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState<'RETURN' | 'REMOVE' | null>(null)
  const [error, setError] = useState<string | null>(null)
  const noteId = useId()

  const resolve = async (resolution: 'RETURN' | 'REMOVE') => {
    setBusy(resolution)
    setError(null)
    const answer = await resolveFlagAction({ flagId, resolution, note })
    if (!answer.ok) setError(answer.message)
    setBusy(null)
  }

  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-3 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <Link href={href} className="font-mono text-12">
          {String(number).padStart(4, '0')}
        </Link>
        {children}
        {error && <Note tone="bad">{error}</Note>}
      </div>
      <div className="grid content-start gap-2 md:w-80">
        <label htmlFor={noteId} className="sr-only">
          A word on chain {number}, kept with the answer
        </label>
        <TextInput
          id={noteId}
          value={note}
          maxLength={2_000}
          placeholder="A word on it, if you like"
          onChange={(event) => setNote(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <Button size="sm" busy={busy === 'RETURN'} disabled={busy !== null} onClick={() => void resolve('RETURN')}>
            Back to its queues
          </Button>
          <Button size="sm" busy={busy === 'REMOVE'} disabled={busy !== null} onClick={() => void resolve('REMOVE')}>
            Out of its queues for good
          </Button>
        </div>
      </div>
    </li>
  )
}
