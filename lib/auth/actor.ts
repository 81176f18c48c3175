import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { OWED_LOCK } from '@/lib/core/session/owed-lock'
import { db } from '@/lib/data/client'
import { type ActorRow, findActorRow } from '@/lib/data/queries/actor'
import type { UserActor } from '@/lib/services/context'
import { ServiceError } from '@/lib/services/errors'
import { lockSession } from '@/lib/services/session/lock-session'
import { withWayBack } from './asked-path'
import { clientAddress } from './client-address'
import { authOptions } from './options'

interface FoundSession {
  row: ActorRow
  sessionId: string
}

/** The person behind this request, locked or not; null when nobody is signed in. Read once a request. */
const findSession = cache(async (): Promise<FoundSession | null> => {
  const session = await getServerSession(authOptions())
  const sessionId = session?.sessionId
  if (!sessionId) return null
  const row = await findActorRow(db(), sessionId)
  if (!row) return null
  const owed = !row.lockedAt && (await cookies()).has(OWED_LOCK)
  return owed ? lockFirst({ row, sessionId }) : { row, sessionId }
})

/** The screen was blanked while this server could not be reached: it is locked before anything is served. */
async function lockFirst(session: FoundSession): Promise<FoundSession | null> {
  await lockSession({ actor: await toActor(session), db: db(), now: new Date() }, {})
  const row = await findActorRow(db(), session.sessionId)
  return row && { row, sessionId: session.sessionId }
}

async function toActor({ row, sessionId }: FoundSession): Promise<UserActor> {
  return {
    kind: 'user',
    userId: row.userId,
    sessionId,
    name: row.name,
    email: row.email,
    admin: row.admin,
    memberships: new Map(row.memberships.map(({ projectId, roles, reviews }) => [projectId, { roles, reviews }])),
    ip: clientAddress(await headers()),
  }
}

/** Null when nobody is signed in, or when the screen is locked: a locked session sees nothing. */
export async function findActor(): Promise<UserActor | null> {
  const session = await findSession()
  return session && !session.row.lockedAt ? toActor(session) : null
}

/** For the two places that a locked session may use: unlocking and signing out. */
export async function findLockedActor(): Promise<UserActor | null> {
  const session = await findSession()
  return session?.row.lockedAt ? toActor(session) : null
}

/** For pages: sends the others to sign in, or to unlock. */
export async function requireActor(): Promise<UserActor> {
  const session = await findSession()
  if (!session) redirect(withWayBack('/sign-in', 'callbackUrl', await headers()))
  if (session.row.lockedAt) redirect(withWayBack('/locked', 'back', await headers()))
  return toActor(session)
}

/** For actions and routes, which answer instead of sending somewhere. */
export async function requireCaller(): Promise<UserActor> {
  const session = await findSession()
  if (!session) {
    throw new ServiceError('unauthenticated', 'You are signed out. Nothing was changed; sign in and try again.')
  }
  if (session.row.lockedAt) {
    throw new ServiceError('locked', 'The screen is locked. Nothing was changed; unlock it and try again.')
  }
  return toActor(session)
}
