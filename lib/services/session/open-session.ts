import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'

export const SESSION_DAYS = 14

/** A new session row for a person who has just proved who they are; the browser's token names it. */
export async function openSession(
  tx: Tx,
  { userId, now, ip, userAgent }: { userId: string; now: Date; ip: string | null; userAgent: string | null },
): Promise<string> {
  const id = newId()
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  await tx.session.create({ data: { id, userId, expiresAt, ip, userAgent: userAgent?.slice(0, 300) ?? null } })
  const actor = {
    kind: 'user',
    userId,
    sessionId: id,
    name: '',
    email: '',
    admin: false,
    memberships: new Map(),
    ip,
  } as const
  await writeAudit(tx, { actor }, { action: 'session.open', target: { kind: 'session', id } })
  return id
}
