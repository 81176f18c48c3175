import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { newActor } from '../people/new-actor'

export const SESSION_DAYS = 14

export interface NewSession {
  userId: string
  now: Date
  ip: string | null
  userAgent: string | null
  /** The session that this browser's cookie named before: it ends, whoever's it was. */
  replaces: string | null
}

/** A new session row for a person who has just proved who they are; the browser's token names it. */
export async function openSession(tx: Tx, { userId, now, ip, userAgent, replaces }: NewSession): Promise<string> {
  const id = newId()
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  if (replaces) await tx.session.updateMany({ where: { id: replaces, revokedAt: null }, data: { revokedAt: now } })
  await tx.session.create({ data: { id, userId, expiresAt, ip, userAgent: userAgent?.slice(0, 300) ?? null } })
  const actor = { ...newActor({ userId, name: '', email: '', ip }), sessionId: id }
  await writeAudit(tx, { actor }, { action: 'session.open', target: { kind: 'session', id } })
  return id
}
