import { PASSWORD_MAX } from '@/lib/core/policy/password'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { ServiceError } from '../errors'
import { hashPassword, needsRehash, verifyPassword } from '../people/password'
import { openSession } from './open-session'
import { requireAttempt } from './require-attempt'

export interface SignInInput {
  email: string
  password: string
  ip: string | null
  userAgent: string | null
}

const refused = () =>
  new ServiceError('unauthenticated', 'This e-mail and password do not belong together, or the account is disabled.')

/** Checks a password and opens a session. Unknown address, wrong password and disabled account answer alike. */
export async function signIn(
  { db, now }: { db: PrismaClient; now: Date },
  { email: typed, password, ip, userAgent }: SignInInput,
): Promise<{ userId: string; sessionId: string }> {
  const email = typed.trim().toLowerCase()
  await requireAttempt(db, email, ip ?? '')
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true },
  })
  const same = password.length <= PASSWORD_MAX && (await verifyPassword(user?.passwordHash ?? null, password))
  const ok = same && user !== null && user.disabledAt === null
  await db.loginAttempt.create({ data: { id: newId(), email, ip: ip ?? '', ok }, select: { id: true } })
  if (!ok) throw refused()

  const stronger = user.passwordHash && needsRehash(user.passwordHash) ? await hashPassword(password) : null
  const sessionId = await db.$transaction(async (tx) => {
    if (stronger)
      await tx.user.update({ where: { id: user.id }, data: { passwordHash: stronger }, select: { id: true } })
    return openSession(tx, { userId: user.id, now, ip, userAgent })
  })
  return { userId: user.id, sessionId }
}
