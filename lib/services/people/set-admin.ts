import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { endTokens } from '../tokens/end-tokens'
import { requireAdmin } from './require-admin'
import { requireOtherAdmin } from './require-other-admin'
import { revokeSessions } from './revoke-sessions'

export const setAdminInput = z.strictObject({ userId: z.uuid(), admin: z.boolean() })

/** Makes a person an admin, or no longer one. Their sessions end, so that nothing that was open keeps what it had. */
export async function setAdmin(ctx: Ctx, { userId, admin }: z.output<typeof setAdminInput>): Promise<void> {
  const caller = requireAdmin(ctx)
  await inTransaction(ctx, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { admin: true } })
    if (!user) throw notFound('person')
    if (user.admin === admin) return
    if (!admin) await requireOtherAdmin(tx, userId)
    await tx.user.update({ where: { id: userId }, data: { admin }, select: { id: true } })
    const own = caller?.userId === userId ? caller.sessionId : undefined
    const sessions = await revokeSessions(tx, userId, ctx.now, own)
    const tokens = admin ? 0 : await endTokens(tx, userId)
    await writeAudit(tx, ctx, {
      action: 'user.set-admin',
      target: { kind: 'user', id: userId },
      data: { admin, sessions, tokens },
    })
  })
}
