'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import { ROLE_LABELS } from '@/lib/core/policy/roles'
import type { InvitationRow } from '@/lib/data/queries/people'
import { revokeInvitationAction } from './actions'

export function OpenInvitations({ invitations }: { invitations: InvitationRow[] }) {
  const [error, setError] = useState<string | null>(null)
  if (invitations.length === 0) return null

  const revoke = async (invitationId: string) => {
    setError(null)
    const answer = await revokeInvitationAction({ invitationId })
    if (!answer.ok) setError(answer.message)
  }

  return (
    <section aria-labelledby="invitations" className="grid gap-2">
      <h2 id="invitations">Invitations that nobody has used yet: {invitations.length}</h2>
      {error && <Note tone="bad">{error}</Note>}
      <ul>
        {invitations.map(({ id, email, roles, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 border-b border-line py-2">
            <span className="min-w-0 break-all">{email ?? 'whoever has the link'}</span>
            <span className="text-12 text-ink-3">
              {roles.map((role) => ROLE_LABELS[role]).join(', ')}, until <Moment at={expiresAt} />
            </span>
            <Button size="sm" className="ml-auto" onClick={() => revoke(id)}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
