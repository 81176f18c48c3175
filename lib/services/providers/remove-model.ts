import { z } from 'zod'
import { readModels } from '@/lib/core/model/model'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireAdmin } from '../people/require-admin'
import { loadProvider } from './load-provider'

export const removeModelInput = z.strictObject({ providerId: z.uuid(), model: z.string().min(1).max(200) })

/** Takes a model off a provider's list. What it made stays. */
export async function removeModel(
  ctx: Ctx,
  { providerId, model }: z.output<typeof removeModelInput>,
): Promise<Record<string, never>> {
  requireAdmin(ctx)
  return inTransaction(ctx, async (tx) => {
    const provider = await loadProvider(tx, providerId)
    if (provider.preset === 'demo')
      throw new ServiceError('invalid', 'The demo model is as it is. Nothing was removed.')
    const models = readModels(provider.models)
    const left = models.filter(({ id }) => id !== model)
    if (left.length === models.length) throw notFound('model')
    const open = await tx.generationRun.count({ where: { providerId, model, status: { in: ['RUNNING', 'PAUSED'] } } })
    if (open > 0)
      throw new ServiceError(
        'conflict',
        'A run is still using it. Nothing was removed; cancel or finish the run first.',
      )
    await tx.providerKey.update({ where: { id: providerId }, data: { models: left }, select: { id: true } })
    await writeAudit(tx, ctx, {
      action: 'provider.remove-model',
      target: { kind: 'provider', id: providerId },
      data: { name: provider.name, model },
    })
    return {}
  })
}
