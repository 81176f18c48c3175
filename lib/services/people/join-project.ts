import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { linkTokenInput } from './account-input'
import { requireInvitation, takeInvitation } from './take-invitation'

export const joinProjectInput = z.strictObject({ token: linkTokenInput })

/** Uses an invitation for the account one has: its roles are added to those held before. */
export async function joinProject(ctx: Ctx, { token }: z.output<typeof joinProjectInput>): Promise<{ slug: string }> {
  const { userId, email } = requireUser(ctx)
  return inTransaction(ctx, async (tx) => {
    const invitation = await requireInvitation(tx, token, ctx.now)
    if (invitation.email && invitation.email !== email) {
      throw new ServiceError('forbidden', 'This invitation is for another address. Nothing was changed.')
    }
    await takeInvitation(tx, invitation, userId, ctx.now)
    await writeAudit(tx, ctx, {
      action: 'invitation.accept',
      projectId: invitation.projectId,
      target: { kind: 'invitation', id: invitation.id },
    })
    return { slug: invitation.slug }
  })
}
