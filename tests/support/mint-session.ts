import { encode } from 'next-auth/jwt'
import { sessionCookie } from '@/lib/auth/cookie'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

export interface MintedSession {
  sessionId: string
  cookie: { name: string; value: string; secure: boolean }
}

/** A session without the form: its row, and the cookie that names it. Reads the address, and the secret unless given, from the environment. */
export async function mintSession(
  db: PrismaClient,
  user: { id: string },
  secret = process.env.PLUMBLINE_SESSION_SECRET,
): Promise<MintedSession> {
  if (!secret) throw new Error('PLUMBLINE_SESSION_SECRET is not set: it has to be that of the server.')
  const sessionId = newId()
  await db.session.create({ data: { id: sessionId, userId: user.id, expiresAt: new Date(Date.now() + 86_400_000) } })
  const value = await encode({ token: { sub: user.id, sessionId }, secret })
  return { sessionId, cookie: { ...sessionCookie(), value } }
}
