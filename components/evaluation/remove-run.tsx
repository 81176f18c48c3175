'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Note } from '../ui/note'

interface RemoveRunProps {
  projectId: string
  number: number
  backHref: string
  remove: (input: { projectId: string; number: number }) => Promise<{ ok: true } | { ok: false; message: string }>
}

/** Asked twice: labels go with the run. */
export function RemoveRun({ projectId, number, backHref, remove }: RemoveRunProps) {
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const go = async () => {
    setBusy(true)
    const answer = await remove({ projectId, number })
    setBusy(false)
    if (answer.ok) router.push(backHref)
    else setWrong(answer.message)
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      {asking ? (
        <>
          <Button size="sm" busy={busy} onClick={() => void go()}>
            Take it out with its transcripts and labels
          </Button>
          <Button size="sm" variant="bare" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button size="sm" onClick={() => setAsking(true)}>
          Take this run out…
        </Button>
      )}
      {wrong && <Note tone="bad">{wrong}</Note>}
    </div>
  )
}
