import type { Metadata } from 'next'
import { requireActor } from '@/lib/auth/actor'
import { db } from '@/lib/data/client'
import { hasPassword, listSessions } from '@/lib/data/queries/people'
import { HomeFrame } from '../home-frame'
import { ChangePassword } from './change-password'
import { Sessions } from './sessions'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const actor = await requireActor()
  const reader = { actor, db: db() }
  const sessions = await listSessions(reader, new Date())
  return (
    <HomeFrame actor={actor} at="/account">
      <h1>{actor.name}</h1>
      <p className="mt-1 mb-8 text-ink-2">{actor.email}</p>
      <div className="grid gap-10">
        <Sessions sessions={sessions} />
        {(await hasPassword(reader)) && <ChangePassword owner={{ email: actor.email, name: actor.name }} />}
      </div>
    </HomeFrame>
  )
}
