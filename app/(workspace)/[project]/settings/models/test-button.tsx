'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ProviderView } from '@/lib/data/queries/providers'
import { requestProviderTestAction } from './actions'

const POLL_MS = 1_000
/** A test takes 30 s at most; after this long no worker can be running. */
const PATIENCE_MS = 60_000

/** Asks a worker for one small call, and reads the page again until its outcome is there. */
export function TestButton({ provider, model }: { provider: ProviderView; model: string }) {
  const router = useRouter()
  const [askedAt, setAskedAt] = useState<Date | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const done = askedAt !== null && provider.checkedAt !== null && provider.checkedAt >= askedAt
  const waiting = askedAt !== null && !done && said === null

  useEffect(() => {
    if (!waiting) return
    const end = Date.now() + PATIENCE_MS
    const timer = setInterval(() => {
      if (Date.now() < end) router.refresh()
      else setSaid('No worker took the test within a minute. Is one running?')
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [waiting, router])

  const ask = async () => {
    setSaid(null)
    setAskedAt(null)
    const answer = await requestProviderTestAction({ providerId: provider.id, model })
    if (answer.ok) setAskedAt(answer.data.askedAt)
    else setSaid(answer.message)
  }
  const outcome = said ?? (done ? (provider.trouble === null ? '✓ answered' : '✕ failed') : '')
  return (
    <span className="inline-flex items-center gap-2">
      <Button size="sm" busy={waiting} onClick={ask} aria-label={`Test ${model}`}>
        {waiting ? 'Testing…' : 'Test'}
      </Button>
      <span role="status" className="text-12 text-ink-2">
        {outcome}
      </span>
    </span>
  )
}
