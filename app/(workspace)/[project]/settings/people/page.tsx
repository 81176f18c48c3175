import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { canAdminister, canCurate } from '@/lib/core/policy/policies'
import { ROLE_LABELS } from '@/lib/core/policy/roles'
import { listInvitations, listMembers, listOthers } from '@/lib/data/queries/people'
import { webEnv } from '@/lib/server/env'
import { AddPerson } from './add-person'
import { InvitePerson } from './invite-person'
import { MemberList } from './member-list'
import { OpenInvitations } from './open-invitations'

export const metadata: Metadata = { title: 'People' }

export default async function ProjectPeoplePage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const members = await listMembers(ctx, project.id)
  const admin = canAdminister(facts)
  return (
    <div className="max-w-[880px]">
      <h1>People</h1>
      <p className="mt-1 mb-6 text-ink-2">
        {members.length} {members.length === 1 ? 'person is' : 'people are'} in this project.{' '}
        {admin ? 'A change of roles holds from their next click on.' : 'An admin changes who is in it, and as what.'}
      </p>
      {admin ? (
        <div className="grid gap-10">
          <MemberList projectId={project.id} members={members} />
          <OpenInvitations invitations={await listInvitations(ctx, project.id, ctx.now)} />
          <div className="grid gap-10 md:grid-cols-2">
            <InvitePerson projectId={project.id} origin={webEnv().url.origin} />
            <AddPerson projectId={project.id} others={await listOthers(ctx, project.id)} />
          </div>
        </div>
      ) : (
        <ul>
          {members.map(({ userId, name, roles }) => (
            <li key={userId} className="flex justify-between gap-3 border-b border-line py-2">
              <span className="font-medium">{name}</span>
              <span className="text-ink-2">{roles.map((role) => ROLE_LABELS[role]).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
