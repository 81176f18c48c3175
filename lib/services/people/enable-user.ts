import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireAdmin } from './require-admin'

export const enableUserInput = z.strictObject({ userId: z.uuid() })

/** Lets a disabled person sign in again. Sessions that were ended stay ended. */
export async function enableUser(ctx: Ctx, { userId }: z.output<typeof enableUserInput>): Promise<void> {
  requireAdmin(ctx)
  await inTransaction(ctx, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { disabledAt: true } })
    if (!user) throw notFound('person')
    if (!user.disabledAt) return
    await tx.user.update({ where: { id: userId }, data: { disabledAt: null }, select: { id: true } })
    await writeAudit(tx, ctx, { action: 'user.enable', target: { kind: 'user', id: userId } })
  })
}
