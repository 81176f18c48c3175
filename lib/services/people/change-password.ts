import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { checkPassword } from '../session/check-password'
import { passwordInput } from './account-input'
import { hashPassword } from './password'
import { requirePassword } from './require-password'
import { revokeSessions } from './revoke-sessions'

export const changePasswordInput = z.strictObject({ current: passwordInput, password: passwordInput })

/** A new password for oneself, against the old one. Signs out everywhere else; says how many sessions ended. */
export async function changePassword(
  ctx: Ctx,
  { current, password }: z.output<typeof changePasswordInput>,
): Promise<{ ended: number }> {
  const actor = requireUser(ctx)
  requirePassword(password, actor)
  if (!(await checkPassword(ctx.db, actor, current))) {
    const message = 'This is not your current password. Nothing was changed.'
    throw new ServiceError('forbidden', message, { current: [message] })
  }
  const passwordHash = await hashPassword(password)
  const { userId, sessionId } = actor
  return inTransaction(ctx, async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } })
    const ended = await revokeSessions(tx, userId, ctx.now, sessionId)
    await writeAudit(tx, ctx, { action: 'user.change-password', target: { kind: 'user', id: userId }, data: { ended } })
    return { ended }
  })
}
