import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'

/** Signs out one of one's own sessions; it is refused from the next request on. */
export async function endSession(ctx: Ctx, { sessionId }: { sessionId: string }): Promise<void> {
  const { userId } = requireUser(ctx)
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: ctx.now },
    })
    if (count === 0) throw notFound('session')
    await writeAudit(tx, ctx, { action: 'session.end', target: { kind: 'session', id: sessionId } })
  })
}
