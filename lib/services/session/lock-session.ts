import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'

export const lockSessionInput = z.strictObject({})

/**
 * Nothing is served to this session until its password is given again. Locking twice is locking once. Who signs in
 * elsewhere has no password to give here: their session ends instead.
 */
export async function lockSession(ctx: Ctx, _input: z.output<typeof lockSessionInput>): Promise<void> {
  const { userId, sessionId } = requireUser(ctx)
  await inTransaction(ctx, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { passwordHash: true } })
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null, lockedAt: null },
      data: user?.passwordHash ? { lockedAt: ctx.now } : { revokedAt: ctx.now },
    })
    if (count > 0) await writeAudit(tx, ctx, { action: 'session.lock', target: { kind: 'session', id: sessionId } })
  })
}
