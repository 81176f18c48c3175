'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Answer } from './answer'

export interface BuildState {
  status: 'DRAFT' | 'BUILDING' | 'FROZEN' | 'FAILED' | 'BROKEN'
  edition: number
  counted: boolean
  phase: string
  done: number
  total: number
}

const POLL_MS = 700

export const isAtWork = ({ status, counted }: Pick<BuildState, 'status' | 'counted'>) =>
  status === 'BUILDING' || (status === 'DRAFT' && !counted)

/** How far a count or a freeze is, asked for while one goes on; the page is read again when it ended. */
export function useBuild(snapshotId: string, first: BuildState): BuildState {
  const router = useRouter()
  const [asked, setAsked] = useState<BuildState | null>(null)
  // What the page was sent with is newer once it names another edition or status.
  const newer = asked && asked.edition === first.edition && asked.status === first.status ? asked : first
  const live = isAtWork(first)
  const told = useRef(false)
  useEffect(() => {
    if (!live) return
    told.current = false
    const stop = new AbortController()
    const ask = async () => {
      const response = await fetch('/api/snapshots/progress', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ snapshotId }),
        signal: stop.signal,
      }).catch(() => null)
      const answer = (await response?.json().catch(() => null)) as Answer<BuildState> | null
      if (!answer?.ok || stop.signal.aborted) return
      setAsked(answer.data)
      if (!isAtWork(answer.data) && !told.current) {
        told.current = true
        router.refresh()
      }
    }
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') void ask()
    }, POLL_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [snapshotId, live, router])
  return newer
}
