'use client'
import { useState } from 'react'
import type { WorkBody } from '@/lib/core/review/wire'
import { Button } from '../ui/button'
import { Note } from '../ui/note'

export type RevealAnswer = { ok: true; data: { bodies: Record<string, WorkBody> } } | { ok: false; message: string }

interface RevealTextProps {
  itemId: string
  severity: number | null
  quarantined: boolean
  onReveal: (input: { itemId: string }) => Promise<RevealAnswer>
  onText: (bodies: Record<string, WorkBody>) => void
}

/** Where a masked text would stand. Asking for it is recorded. */
export function RevealText({ itemId, severity, quarantined, onReveal, onText }: RevealTextProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const reveal = async () => {
    setBusy(true)
    const answer = await onReveal({ itemId })
    setBusy(false)
    if (answer.ok) onText(answer.data.bodies)
    else setError(answer.message)
  }
  const why = quarantined
    ? 'Masked: quarantined.'
    : severity === null
      ? 'Masked: no severity was set.'
      : `Masked: severity ${severity} of 4.`
  return (
    <div className="hatch grid max-w-[720px] justify-items-start gap-3 rounded-1 border border-dashed border-line-2 p-5">
      <p className="text-ink-2">
        <b className="font-medium text-ink">{why}</b> The text is not in this page. It is fetched when you ask, which is
        recorded, and masked again when you leave.
      </p>
      <Button onClick={reveal} busy={busy}>
        {busy ? 'Fetching…' : 'Show the text'}
      </Button>
      {error && <Note tone="bad">{error}</Note>}
    </div>
  )
}
