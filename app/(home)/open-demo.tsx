'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { openDemoAction } from './actions'

export function OpenDemo() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const open = async () => {
    setBusy(true)
    setError(null)
    const answer = await openDemoAction({})
    if (answer.ok) return location.assign(`/${answer.data.projectSlug}/review/${answer.data.queueId}`)
    setError(answer.message)
    setBusy(false)
  }

  return (
    <section aria-labelledby="open-demo" className="grid content-start justify-items-start gap-3">
      <h2 id="open-demo">The demo project</h2>
      <p className="text-ink-2">
        About 40 mild chains written for Plumbline, with earlier reviews and work left to do.
      </p>
      {error && <Note tone="bad">{error}</Note>}
      <Button busy={busy} onClick={open}>
        {busy ? 'Making it…' : 'Open the demo project'}
      </Button>
    </section>
  )
}
