import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireAdmin } from './require-admin'

export const revokeInvitationInput = z.strictObject({ invitationId: z.uuid() })

/** Ends a link that nobody has used. */
export async function revokeInvitation(
  ctx: Ctx,
  { invitationId }: z.output<typeof revokeInvitationInput>,
): Promise<void> {
  requireAdmin(ctx)
  await inTransaction(ctx, async (tx) => {
    const open = { id: invitationId, projectId: { not: null }, usedAt: null, revokedAt: null }
    const found = await tx.invitation.findFirst({ where: open, select: { projectId: true } })
    const { count } = await tx.invitation.updateMany({ where: open, data: { revokedAt: ctx.now } })
    if (!found || count === 0) throw notFound('open invitation')
    await writeAudit(tx, ctx, {
      action: 'invitation.revoke',
      projectId: found.projectId,
      target: { kind: 'invitation', id: invitationId },
    })
  })
}
