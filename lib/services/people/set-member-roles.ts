import { z } from 'zod'
import { rolesSchema } from '@/lib/core/policy/roles'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { endTokens } from '../tokens/end-tokens'
import { requireAdmin } from './require-admin'
import { requireProjectRow } from './require-project-row'

export const setMemberRolesInput = z.strictObject({ projectId: z.uuid(), userId: z.uuid(), roles: rolesSchema })

/** What a person may do in a project, from their next request on; makes them a member if they were none. */
export async function setMemberRoles(
  ctx: Ctx,
  { projectId, userId, roles }: z.output<typeof setMemberRolesInput>,
): Promise<void> {
  requireAdmin(ctx)
  await inTransaction(ctx, async (tx) => {
    await requireProjectRow(tx, projectId)
    const user = await tx.user.findUnique({ where: { id: userId }, select: { id: true } })
    if (!user) throw notFound('person')
    const before = await tx.membership.findUnique({ where: { projectId_userId: { projectId, userId } } })
    await tx.membership.upsert({
      where: { projectId_userId: { projectId, userId } },
      create: { projectId, userId, roles },
      update: { roles },
    })
    const tokens = await endTokens(tx, userId, projectId)
    await writeAudit(tx, ctx, {
      action: 'member.set-roles',
      projectId,
      target: { kind: 'user', id: userId },
      data: { before: before?.roles ?? [], roles, tokens },
    })
  })
}
