import { z } from 'zod'
import { rolesSchema } from '@/lib/core/policy/roles'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { ServiceError } from '../errors'
import { emailInput, nameInput } from './account-input'
import { makePassword } from './make-password'
import { hashPassword } from './password'
import { requireProjectRow } from './require-project-row'

export const createUserInput = z.strictObject({
  email: emailInput,
  name: nameInput,
  admin: z.boolean().default(false),
  membership: z.strictObject({ projectId: z.uuid(), roles: rolesSchema }).nullable().default(null),
})

/** An account with a password that is told once. The operator's alone: everybody else invites people by a link. */
export async function createUser(
  ctx: Ctx,
  { email, name, admin, membership }: z.output<typeof createUserInput>,
): Promise<{ id: string; password: string }> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'Accounts are made by invitation. Nothing was changed.')
  const password = makePassword()
  const passwordHash = await hashPassword(password)
  const id = newId()
  await inTransaction(ctx, async (tx) => {
    if (await tx.user.findUnique({ where: { email }, select: { id: true } }))
      throw new ServiceError('conflict', 'There is an account with this address already. Nothing was changed.')
    await tx.user.create({ data: { id, email, name, admin, passwordHash }, select: { id: true } })
    if (membership) {
      await requireProjectRow(tx, membership.projectId)
      await tx.membership.create({ data: { ...membership, userId: id } })
    }
    await writeAudit(tx, ctx, {
      action: 'user.create',
      projectId: membership?.projectId ?? null,
      target: { kind: 'user', id },
      data: { admin, roles: membership?.roles ?? [] },
    })
  })
  return { id, password }
}
