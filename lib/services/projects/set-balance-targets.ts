import { z } from 'zod'
import { balanceTargetsSchema } from '@/lib/core/balance/targets'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'

const { shape } = balanceTargetsSchema

export const setBalanceTargetsInput = z
  .strictObject({
    projectId: z.uuid(),
    harmful: shape.harmful.removeDefault(),
    benign: shape.benign.removeDefault(),
    thirdParty: shape.thirdParty.removeDefault(),
    chainsPerSubcategory: shape.chainsPerSubcategory.removeDefault(),
    instructionsPerChain: shape.instructionsPerChain.removeDefault(),
  })
  .superRefine((input, issues) => {
    const { projectId: _, ...targets } = input
    for (const { path, message } of balanceTargetsSchema.safeParse(targets).error?.issues ?? [])
      issues.addIssue({ code: 'custom', path, message })
  })
export type SetBalanceTargetsInput = z.output<typeof setBalanceTargetsInput>

/** What a project wants of its accepted items. It moves no item; pages measure against it from now on. */
export async function setBalanceTargets(
  ctx: Ctx,
  { projectId, ...targets }: SetBalanceTargetsInput,
): Promise<{ slug: string }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) throw notFound('project')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Curators and admins set targets. Nothing was changed.')
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ slug: string; settings: unknown }[]>`
      select slug, settings from projects where id = ${projectId}::uuid for no key update`
    if (!row) throw notFound('project')
    const settings = projectSettingsSchema.parse(row.settings)
    const balance = balanceTargetsSchema.parse(targets)
    await tx.project.update({
      where: { id: projectId },
      data: { settings: { ...settings, balance } },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'project.set-balance-targets',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { before: settings.balance, after: balance },
    })
    return { slug: row.slug }
  })
}
