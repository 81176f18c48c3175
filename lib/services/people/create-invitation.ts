import { z } from 'zod'
import { rolesSchema } from '@/lib/core/policy/roles'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { emailInput } from './account-input'
import { makeLinkToken } from './link-token'
import { requireAdmin } from './require-admin'
import { requireProjectRow } from './require-project-row'

export const INVITATION_DAYS = 7

export const createInvitationInput = z.strictObject({
  projectId: z.uuid(),
  roles: rolesSchema,
  /** Whom it is for; null lets whoever has the link choose an address. */
  email: emailInput.nullable().default(null),
})

/** A link by which one person joins a project. The link is told here once; only its hash is kept. */
export async function createInvitation(
  ctx: Ctx,
  { projectId, roles, email }: z.output<typeof createInvitationInput>,
): Promise<{ id: string; path: string; expiresAt: Date }> {
  const caller = requireAdmin(ctx)
  const { token, tokenHash } = makeLinkToken()
  const expiresAt = new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000)
  return inTransaction(ctx, async (tx) => {
    await requireProjectRow(tx, projectId)
    const id = newId()
    const createdById = caller?.userId ?? null
    await tx.invitation.create({ data: { id, tokenHash, projectId, roles, email, createdById, expiresAt } })
    await writeAudit(tx, ctx, {
      action: 'invitation.create',
      projectId,
      target: { kind: 'invitation', id },
      data: { roles },
    })
    return { id, path: `/invite/${token}`, expiresAt }
  })
}
