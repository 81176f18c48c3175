'use client'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Note } from '../ui/note'

interface RevealTextProps {
  itemId: string
  severity: number | null
  quarantined: boolean
  onReveal: (input: { itemId: string }) => Promise<{ ok: true } | { ok: false; message: string }>
}

/** Where a masked text would stand. Asking for it is recorded; the page comes back with it. */
export function RevealText({ itemId, severity, quarantined, onReveal }: RevealTextProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const reveal = async () => {
    setBusy(true)
    const answer = await onReveal({ itemId })
    setBusy(false)
    setError(answer.ok ? null : answer.message)
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
        recorded, and shows to you until the end of the day.
      </p>
      <Button onClick={reveal} busy={busy}>
        {busy ? 'Fetching…' : 'Show the text'}
      </Button>
      {error && <Note tone="bad">{error}</Note>}
    </div>
  )
}
