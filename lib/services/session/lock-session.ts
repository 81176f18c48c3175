import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireUser } from '../require-user'

export const lockSessionInput = z.strictObject({})

/** Nothing is served to this session until its password is given again. Locking twice is locking once. */
export async function lockSession(ctx: Ctx, _input: z.output<typeof lockSessionInput>): Promise<void> {
  const { userId, sessionId } = requireUser(ctx)
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null, lockedAt: null },
      data: { lockedAt: ctx.now },
    })
    if (count > 0) await writeAudit(tx, ctx, { action: 'session.lock', target: { kind: 'session', id: sessionId } })
  })
}
