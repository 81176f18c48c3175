import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { endTokens } from '../tokens/end-tokens'
import { requireAdmin } from './require-admin'
import { requireOtherAdmin } from './require-other-admin'
import { revokeSessions } from './revoke-sessions'

export const disableUserInput = z.strictObject({ userId: z.uuid() })

/** Keeps the person and what they did, and lets them in no more: their sessions end with the same transaction. */
export async function disableUser(ctx: Ctx, { userId }: z.output<typeof disableUserInput>): Promise<void> {
  requireAdmin(ctx)
  await inTransaction(ctx, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { admin: true, disabledAt: true } })
    if (!user) throw notFound('person')
    if (user.disabledAt) return
    if (user.admin) await requireOtherAdmin(tx, userId)
    await tx.user.update({ where: { id: userId }, data: { disabledAt: ctx.now }, select: { id: true } })
    const sessions = await revokeSessions(tx, userId, ctx.now)
    const tokens = await endTokens(tx, userId)
    await writeAudit(tx, ctx, {
      action: 'user.disable',
      target: { kind: 'user', id: userId },
      data: { sessions, tokens },
    })
  })
}
