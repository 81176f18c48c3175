import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export const updateCapabilityInput = z.strictObject({
  capabilityId: z.uuid(),
  title: z.string().trim().min(1, 'A capability needs a title').max(120),
  description: z.string().trim().max(500),
  /** What a step hands to the next, such as "a post id". */
  gives: z.string().trim().max(120),
  listed: z.boolean(),
})
export type UpdateCapabilityInput = z.infer<typeof updateCapabilityInput>

/** Explains a capability to reviewers, or takes it into the project's list. Its name is the source's and stays. */
export async function updateCapability(ctx: Ctx, input: UpdateCapabilityInput): Promise<Record<string, never>> {
  const { capabilityId, title, description, gives, listed } = input
  const capability = await ctx.db.capability.findUnique({ where: { id: capabilityId }, select: { projectId: true } })
  if (!capability || !canCurate(factsFor(ctx.actor, capability.projectId))) throw notFound('capability')
  await inTransaction(ctx, async (tx) => {
    await tx.capability.update({
      where: { id: capabilityId },
      data: { title, description, gives, listed },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'capability.update',
      projectId: capability.projectId,
      target: { kind: 'capability', id: capabilityId },
      data: { listed },
    })
  })
  return {}
}
