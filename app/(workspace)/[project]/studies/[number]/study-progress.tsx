'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Meter } from '@/components/ui/meter'
import { Note } from '@/components/ui/note'
import { closeStudyAction } from '../actions'

interface StudyProgressProps {
  study: {
    number: number
    queueId: string
    size: number
    raters: number
    finished: number
    judgments: number
    raterNames: string[]
  }
  projectId: string
  slug: string
  curates: boolean
}

/** How far a study is. Its numbers wait until it is closed: who looks at them on the way chooses when to stop. */
export function StudyProgress({ study, projectId, slug, curates }: StudyProgressProps) {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const { size, raters, finished, judgments } = study
  const left = size - finished

  const close = async () => {
    setBusy(true)
    const answer = await closeStudyAction({ projectId, number: study.number })
    setBusy(false)
    if (!answer.ok) setError(answer.message)
  }

  return (
    <div className="grid max-w-[640px] gap-3">
      <p>
        <Meter value={finished} of={size} label={`${finished} of ${size} texts judged to the end`} />{' '}
        <b className="font-medium">
          {finished} of {size}
        </b>{' '}
        texts have all of their judgments; {judgments} of {size * raters} judgments are in.
      </p>
      <p className="text-ink-2">
        Numbers show when the study is closed, and not before: whoever watches them on the way chooses when to stop.
      </p>
      {curates && (
        <>
          <p className="text-12 text-ink-3">
            Raters: {study.raterNames.join(', ')}.{' '}
            <Link href={`/${slug}/review/${study.queueId}/settings`}>Change who it is given to</Link>
          </p>
          {error && <Note tone="bad">{error}</Note>}
          <div className="flex flex-wrap gap-2">
            {left === 0 || asking ? (
              <Button variant="go" busy={busy} onClick={close}>
                {left === 0 ? 'Close the study and show its numbers' : `Close it, leave ${left} of ${size} texts out`}
              </Button>
            ) : (
              <Button onClick={() => setAsking(true)}>Close the study early…</Button>
            )}
            {asking && left > 0 && (
              <Button variant="bare" onClick={() => setAsking(false)}>
                No, go on
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
