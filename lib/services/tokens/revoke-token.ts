import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'

export const revokeTokenInput = z.strictObject({ tokenId: z.uuid() })

/** Ends a token, from its next request on. Any curator may: whoever sees that one leaked should not have to wait. */
export async function revokeToken(ctx: Ctx, { tokenId }: z.output<typeof revokeTokenInput>): Promise<void> {
  requireUser(ctx)
  await inTransaction(ctx, async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: tokenId }, select: { projectId: true } })
    if (!token || !canCurate(factsFor(ctx.actor, token.projectId))) throw notFound('token')
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: ctx.now },
    })
    if (count === 0) return
    const target = { kind: 'token', id: tokenId }
    await writeAudit(tx, ctx, { action: 'token.revoke', projectId: token.projectId, target })
  })
}
