'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { joinProjectAction } from './actions'

export function JoinForm({ token, label }: { token: string; label: string }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const join = async () => {
    setBusy(true)
    setError(null)
    const answer = await joinProjectAction({ token })
    if (answer.ok) return location.replace(`/${answer.data.slug}`)
    setError(answer.message)
    setBusy(false)
  }

  return (
    <div className="grid gap-4">
      {error && <Note tone="bad">{error}</Note>}
      <Button variant="go" size="lg" busy={busy} className="justify-self-start" onClick={join}>
        {busy ? 'Joining…' : label}
      </Button>
    </div>
  )
}
