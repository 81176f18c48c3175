'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { Tag } from '@/components/ui/tag'
import type { Role } from '@/lib/core/policy/facts'
import type { MemberRow } from '@/lib/data/queries/people'
import type { Result } from '@/lib/services/errors'
import { removeMemberAction, setMemberRolesAction } from './actions'
import { RoleBoxes } from './role-boxes'

export function MemberList({ projectId, members }: { projectId: string; members: MemberRow[] }) {
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const run = async (userId: string, act: () => Promise<Result<void>>) => {
    setBusy(userId)
    setError(null)
    const answer = await act()
    if (!answer.ok) setError(answer.message)
    setBusy(null)
  }
  const setRoles = (userId: string, roles: Role[]) => {
    if (roles.length === 0) return setError('A member has at least one role. To take somebody out, remove them.')
    run(userId, () => setMemberRolesAction({ projectId, userId, roles }))
  }

  return (
    <section aria-label="Members" className="grid gap-2">
      {error && <Note tone="bad">{error}</Note>}
      <ul>
        {members.map(({ userId, name, email, roles, disabled }) => (
          <li key={userId} className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-2">
            <span className="w-56 min-w-0">
              <span className="font-medium">{name}</span> {disabled && <Tag>disabled</Tag>}
              <span className="block text-12 break-all text-ink-3">{email}</span>
            </span>
            <RoleBoxes
              legend={`Roles of ${name}`}
              roles={roles}
              disabled={busy === userId}
              onChange={(next) => setRoles(userId, next)}
            />
            <Button
              size="sm"
              className="ml-auto"
              aria-label={`Remove ${name} from the project`}
              busy={busy === userId}
              onClick={() => run(userId, () => removeMemberAction({ projectId, userId }))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
