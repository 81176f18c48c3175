import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { makePassword } from './make-password'
import { hashPassword } from './password'
import { revokeSessions } from './revoke-sessions'

export const resetPasswordInput = z.strictObject({ userId: z.uuid() })

/** A new password for somebody who lost theirs, told once; every session of theirs ends. The operator's alone. */
export async function resetPassword(
  ctx: Ctx,
  { userId }: z.output<typeof resetPasswordInput>,
): Promise<{ password: string }> {
  if (!isSystem(ctx.actor))
    throw new ServiceError('forbidden', 'Passwords are reset by the operator. Nothing was changed.')
  const password = makePassword()
  const passwordHash = await hashPassword(password)
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.user.updateMany({ where: { id: userId }, data: { passwordHash } })
    if (changed.count === 0) throw notFound('person')
    const sessions = await revokeSessions(tx, userId, ctx.now)
    await writeAudit(tx, ctx, {
      action: 'user.reset-password',
      target: { kind: 'user', id: userId },
      data: { sessions },
    })
  })
  return { password }
}
