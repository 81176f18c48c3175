'use server'
import { redirect } from 'next/navigation'
import { findActor, findLockedActor } from '@/lib/auth/actor'
import { clearSessionCookie } from '@/lib/auth/clear-session-cookie'
import { db } from '@/lib/data/client'
import { endSession } from '@/lib/services/session/end-session'

/** Ends the session on the server, so that a copy of the cookie is worth nothing, and then in the browser. */
export async function signOutAction(): Promise<void> {
  const actor = (await findActor()) ?? (await findLockedActor())
  if (actor) await endSession({ actor, db: db(), now: new Date() }, { sessionId: actor.sessionId })
  await clearSessionCookie()
  redirect('/sign-in')
}
