import { PASSWORD_UNITS_MAX } from '@/lib/core/policy/password'
import type { PrismaClient } from '@/lib/data/client'
import { verifyPassword } from '../people/password'
import { markSuccess, requireAttempt } from './require-attempt'

/** Asks somebody who is signed in for their password again. Tries count like those at sign-in. */
export async function checkPassword(
  db: PrismaClient,
  { userId, email, ip }: { userId: string; email: string; ip: string | null },
  password: string,
): Promise<boolean> {
  const attemptId = await requireAttempt(db, email, ip ?? '')
  const user = await db.user.findUnique({ where: { id: userId }, select: { passwordHash: true, disabledAt: true } })
  const same = password.length <= PASSWORD_UNITS_MAX && (await verifyPassword(user?.passwordHash ?? null, password))
  const ok = same && user !== null && user.disabledAt === null
  if (ok) await markSuccess(db, attemptId)
  return ok
}
