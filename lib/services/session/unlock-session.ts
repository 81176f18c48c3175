import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { passwordInput } from '../people/account-input'
import { requireUser } from '../require-user'
import { checkPassword } from './check-password'

export const unlockSessionInput = z.strictObject({ password: passwordInput })

/** Opens one's own locked session again, by the password. */
export async function unlockSession(ctx: Ctx, { password }: z.output<typeof unlockSessionInput>): Promise<void> {
  const actor = requireUser(ctx)
  if (!(await checkPassword(ctx.db, actor, password))) {
    throw new ServiceError('forbidden', 'This is not the password. The screen stays locked, and nothing is lost.')
  }
  const { userId, sessionId } = actor
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null, lockedAt: { not: null } },
      data: { lockedAt: null },
    })
    if (count > 0) await writeAudit(tx, ctx, { action: 'session.unlock', target: { kind: 'session', id: sessionId } })
  })
}
