import { z } from 'zod'
import { canRead, canSpend } from '@/lib/core/policy/policies'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { automaticSchema } from '@/lib/core/run/automatic'
import type { Tx } from '@/lib/data/client'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireModel } from '../runs/require-model'

const { shape } = automaticSchema

export const setAutomaticInput = z.strictObject({
  projectId: z.uuid(),
  on: shape.on.removeDefault(),
  attempts: shape.attempts.removeDefault(),
  providerId: shape.providerId.removeDefault(),
  model: shape.model.removeDefault(),
  budgetADay: shape.budgetADay.removeDefault(),
  callsADay: shape.callsADay.removeDefault(),
  controlShare: shape.controlShare.removeDefault(),
  stopAfter: shape.stopAfter.removeDefault(),
  stopAtShare: shape.stopAtShare.removeDefault(),
})
export type SetAutomaticInput = z.output<typeof setAutomaticInput>

/**
 * Turns the automatic regeneration of failed items on or off, and says within which limits. It spends, so it is for those
 * who may, below the limits that admins set. What stopped by its rules before starts afresh.
 */
export async function setAutomatic(ctx: Ctx, { projectId, ...wanted }: SetAutomaticInput): Promise<{ slug: string }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) throw notFound('project')
  if (!canSpend(facts))
    throw new ServiceError('forbidden', 'Those who may start runs decide on this. Nothing was changed.')
  return inTransaction(ctx, async (tx) => {
    if (wanted.on) await requireMeans(tx, wanted)
    const [row] = await tx.$queryRaw<{ slug: string; settings: unknown }[]>`
      select slug, settings from projects where id = ${projectId}::uuid for no key update`
    if (!row) throw notFound('project')
    const settings = projectSettingsSchema.parse(row.settings)
    const after = { ...wanted, since: ctx.now.toISOString() }
    await tx.project.update({
      where: { id: projectId },
      data: { settings: { ...settings, automatic: after }, automaticTrouble: null, automaticTroubleAt: null },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'project.set-automatic',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { before: settings.automatic, after },
    })
    return { slug: row.slug }
  })
}

async function requireMeans(tx: Tx, wanted: Omit<SetAutomaticInput, 'projectId'>): Promise<void> {
  const { providerId, model, budgetADay, callsADay } = wanted
  if (!providerId || !model)
    throw new ServiceError('invalid', 'Nothing was changed.', { model: ['Choose the model that writes again'] })
  const { price } = await requireModel(tx, providerId, model)
  if (callsADay === null && (budgetADay === null || price === null))
    throw new ServiceError('invalid', 'Nothing was changed.', {
      callsADay: [price ? 'Give a limit a day, in USD or in calls' : 'This model has no price: limit its calls'],
    })
}
