import { PASSWORD_UNITS_MAX } from '@/lib/core/policy/password'
import type { PrismaClient } from '@/lib/data/client'
import { ServiceError } from '../errors'
import { hashPassword, needsRehash, verifyPassword } from '../people/password'
import { openSession } from './open-session'
import { markSuccess, requireAttempt } from './require-attempt'

export interface SignInInput {
  email: string
  password: string
  ip: string | null
  userAgent: string | null
  /** The session that this browser's cookie names now, if any. */
  replaces: string | null
}

const refused = () =>
  new ServiceError('unauthenticated', 'This e-mail and password do not belong together, or the account is disabled.')

/** Checks a password and opens a session. Unknown address, wrong password and disabled account answer alike. */
export async function signIn(
  { db, now }: { db: PrismaClient; now: Date },
  { email: typed, password, ip, userAgent, replaces }: SignInInput,
): Promise<{ userId: string; sessionId: string }> {
  // What no account can have is cut off before it reaches an index.
  const email = typed.trim().toLowerCase().replaceAll('\0', '').slice(0, 254)
  const attemptId = await requireAttempt(db, email, ip ?? '')
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true },
  })
  const same = password.length <= PASSWORD_UNITS_MAX && (await verifyPassword(user?.passwordHash ?? null, password))
  const ok = same && user !== null && user.disabledAt === null
  if (!ok) throw refused()
  await markSuccess(db, attemptId)

  const stronger = user.passwordHash && needsRehash(user.passwordHash) ? await hashPassword(password) : null
  const sessionId = await db.$transaction(async (tx) => {
    if (stronger)
      await tx.user.update({ where: { id: user.id }, data: { passwordHash: stronger }, select: { id: true } })
    return openSession(tx, { userId: user.id, now, ip, userAgent, replaces })
  })
  return { userId: user.id, sessionId }
}
