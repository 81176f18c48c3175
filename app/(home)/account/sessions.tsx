'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import type { SessionRow } from '@/lib/data/queries/people'
import { endSessionAction } from './actions'

/** Browsers name themselves at length; two words are enough to tell one's own apart. */
function describe(agent: string | null): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent ?? '')?.[1]
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' }
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux|CrOS)/.exec(agent ?? '')?.[1]
  return [browser && (names[browser] ?? browser), system].filter(Boolean).join(' on ') || 'Unknown browser'
}

export function Sessions({ sessions }: { sessions: SessionRow[] }) {
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const end = async (sessionId: string) => {
    setBusy(sessionId)
    setError(null)
    const answer = await endSessionAction({ sessionId })
    if (!answer.ok) setError(answer.message)
    setBusy(null)
  }

  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" className="mb-2">
        Where you are signed in
      </h2>
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center gap-3 border-b border-line py-2">
            <span className="min-w-0">
              {describe(session.userAgent)}
              {session.ip && <span className="text-ink-3"> from {session.ip}</span>}
              <span className="block text-12 text-ink-3">
                since <Moment at={session.createdAt} />
              </span>
            </span>
            <span className="ml-auto">
              {session.current ? (
                <span className="text-12 text-ink-3">this one</span>
              ) : (
                <Button size="sm" busy={busy === session.id} onClick={() => end(session.id)}>
                  Sign out there
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {error && <Note tone="bad">{error}</Note>}
    </section>
  )
}
