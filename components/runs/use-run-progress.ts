'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { RunProgress } from '@/lib/core/run/views'
import { endedCount, underWay } from '@/lib/core/run/words'

const POLL_MS = 2_000

type Sent = Omit<RunProgress, 'asOf' | 'endedAt' | 'heldUntil'> & {
  asOf: string
  endedAt: string | null
  heldUntil: string | null
}
const toDate = (iso: string | null) => (iso === null ? null : new Date(iso))

async function readProgress(runId: string, signal: AbortSignal): Promise<RunProgress | null> {
  const response = await fetch('/api/runs/progress', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ runId }),
    signal,
  })
  const answer = (await response.json()) as { ok: true; data: Sent } | { ok: false }
  if (!answer.ok) return null
  const { asOf, endedAt, heldUntil, ...rest } = answer.data
  return { ...rest, asOf: new Date(asOf), endedAt: toDate(endedAt), heldUntil: toDate(heldUntil) }
}

const isLive = ({ status, counts }: RunProgress) => status === 'RUNNING' || underWay(counts) > 0

/**
 * How far the run is, asked for every two seconds while it moves and the page is looked at. The lists below are read again
 * when a call has ended, unless they are held still.
 */
export function useRunProgress(runId: string, first: RunProgress, held: boolean) {
  const router = useRouter()
  const [latest, setLatest] = useState(first)
  const [silent, setSilent] = useState(false)
  const progress = latest.asOf < first.asOf ? first : latest
  const live = isLive(progress)
  const listed = useRef(endedCount(first.counts))
  listed.current = Math.max(listed.current, endedCount(first.counts))

  useEffect(() => {
    if (!live) return
    const stop = new AbortController()
    let asking = false
    const ask = async () => {
      if (asking || document.visibilityState === 'hidden') return
      asking = true
      try {
        const next = await readProgress(runId, AbortSignal.any([stop.signal, AbortSignal.timeout(15_000)]))
        setSilent(next === null)
        if (!next) return
        setLatest(next)
        if (!held && (endedCount(next.counts) > listed.current || !isLive(next))) router.refresh()
      } catch {
        if (!stop.signal.aborted) setSilent(true)
      } finally {
        asking = false
      }
    }
    const timer = setInterval(() => void ask(), POLL_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [runId, live, held, router])

  return { progress, live, silent }
}
