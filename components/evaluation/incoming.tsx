'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { EvaluationImportView } from '@/lib/core/evaluation/views'
import { Meter } from '../ui/meter'
import { Note } from '../ui/note'
import { askProgress, inWords } from './bring-in'

const POLL_MS = 600

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

/** A file on its way in: how far it is read, then what became of it. The page is read again when it is in. */
export function Incoming({ projectId, first }: { projectId: string; first: EvaluationImportView }) {
  const router = useRouter()
  const [view, setView] = useState(first)
  const waiting = view.status === 'WAITING'
  useEffect(() => {
    if (!waiting) return
    const stop = new AbortController()
    const ask = async () => {
      const answer = await askProgress(projectId, first.id, stop.signal)
      if (!answer || stop.signal.aborted) return
      setView(answer)
      if (answer.status === 'READ') router.refresh()
    }
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') void ask()
    }, POLL_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [waiting, projectId, first.id, router])
  if (view.status === 'FAILED') return <Note tone="bad">{view.error}</Note>
  if (view.result) return <Note tone="ok">{inWords(view.result)}</Note>
  const { done, total, samples } = view.progress
  return (
    <p role="status" className="flex flex-wrap items-center gap-3 text-ink-2">
      <span className="wrap-anywhere">
        {view.file}:{' '}
        {done === 0 ? 'waits for a worker' : `${samples} samples read, ${megabytes(done)} of ${megabytes(total)} MB`}…
      </span>
      <Meter value={done} of={total} label="Read of the file" />
    </p>
  )
}
