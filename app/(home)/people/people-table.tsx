'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { Tag } from '@/components/ui/tag'
import type { PersonRow } from '@/lib/data/queries/people'
import type { Result } from '@/lib/services/errors'
import { disableUserAction, enableUserAction, setAdminAction } from './actions'

export function PeopleTable({ people, ownId }: { people: PersonRow[]; ownId: string }) {
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const run = async (userId: string, act: () => Promise<Result<void>>) => {
    setBusy(userId)
    setError(null)
    const answer = await act()
    if (!answer.ok) setError(answer.message)
    setBusy(null)
  }

  return (
    <>
      {error && <Note tone="bad">{error}</Note>}
      <ul>
        {people.map(({ userId, name, email, admin, disabled, projects }) => (
          <li key={userId} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2">
            <span className="min-w-0">
              <span className="font-medium">{name}</span>
              {userId === ownId && <span className="text-ink-3"> (you)</span>}
              <span className="block text-12 normal-nums wrap-anywhere text-ink-3">
                {email} · {projects} {projects === 1 ? 'project' : 'projects'}
              </span>
            </span>
            {admin && <Tag>admin</Tag>}
            {disabled && <Tag>disabled</Tag>}
            <span className="ml-auto flex gap-2">
              {!disabled && (
                <Button
                  size="sm"
                  aria-label={`${admin ? 'No longer admin' : 'Make admin'}: ${name}`}
                  busy={busy === userId}
                  onClick={() => run(userId, () => setAdminAction({ userId, admin: !admin }))}
                >
                  {admin ? 'No longer admin' : 'Make admin'}
                </Button>
              )}
              {userId !== ownId && (
                <Button
                  size="sm"
                  aria-label={`${disabled ? 'Let in again' : 'Disable, sign out'}: ${name}`}
                  busy={busy === userId}
                  onClick={() => run(userId, () => (disabled ? enableUserAction : disableUserAction)({ userId }))}
                >
                  {disabled ? 'Let in again' : 'Disable, sign out'}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
