import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { signOutAction } from '@/app/(auth)/actions'
import { AuthFrame } from '@/components/layout/auth-frame'
import { findLockedActor } from '@/lib/auth/actor'
import { UnlockForm } from './unlock-form'

export const metadata: Metadata = { title: 'Locked' }

export default async function LockedPage() {
  const actor = await findLockedActor()
  if (!actor) redirect('/')
  return (
    <AuthFrame title="Locked" lead={`Signed in as ${actor.email}. What you had written is kept.`}>
      <UnlockForm email={actor.email} signOut={signOutAction} />
    </AuthFrame>
  )
}
