import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthFrame } from '@/components/layout/auth-frame'
import { findActor } from '@/lib/auth/actor'
import { ROLE_HINTS, ROLE_LABELS } from '@/lib/core/policy/roles'
import { db } from '@/lib/data/client'
import { findInvitation } from '@/lib/data/queries/people'
import { AcceptForm } from './accept-form'
import { JoinForm } from './join-form'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await findInvitation(db(), token, new Date())
  if (!invitation) {
    return (
      <AuthFrame
        title="This invitation does not work"
        lead="It was used before, has expired, or was taken back. Ask who sent it for a new one."
      />
    )
  }
  const actor = await findActor()
  const roles = (
    <section className="grid gap-2">
      <h2>You will be</h2>
      <ul className="grid gap-1.5">
        {invitation.roles.map((role) => (
          <li key={role}>
            <span className="font-medium">{ROLE_LABELS[role]}</span>
            <span className="block text-12 text-ink-3">{ROLE_HINTS[role]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
  return (
    <AuthFrame
      title={`Join ${invitation.projectName}`}
      lead={actor ? `You are signed in as ${actor.email}.` : 'This link makes one account. There is no sign-up page.'}
      aside={roles}
    >
      {actor ? (
        <JoinForm token={token} label={`Join as ${actor.name}`} />
      ) : (
        <>
          <AcceptForm token={token} email={invitation.email} />
          <p className="text-12 text-ink-2">
            Have an account already?{' '}
            <Link href={`/sign-in?callbackUrl=${encodeURIComponent(`/invite/${token}`)}`}>Sign in</Link>, and this link
            adds the project to it.
          </p>
        </>
      )}
    </AuthFrame>
  )
}
