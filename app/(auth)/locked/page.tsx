import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { signOutAction } from '@/app/(auth)/actions'
import { AuthFrame } from '@/components/layout/auth-frame'
import { findLockedActor } from '@/lib/auth/actor'
import { toOwnUrl } from '@/lib/auth/own-url'
import { webEnv } from '@/lib/server/env'
import { UnlockForm } from './unlock-form'

export const metadata: Metadata = { title: 'Locked' }

export default async function LockedPage({ searchParams }: { searchParams: Promise<{ back?: string | string[] }> }) {
  const { back } = await searchParams
  const { pathname, search } = toOwnUrl(typeof back === 'string' ? back : '/', webEnv().url)
  const actor = await findLockedActor()
  if (!actor) redirect('/')
  return (
    <AuthFrame title="Locked" lead={`Signed in as ${actor.email}. What you had written is kept.`}>
      <UnlockForm back={`${pathname}${search}`} email={actor.email} signOut={signOutAction} />
    </AuthFrame>
  )
}
