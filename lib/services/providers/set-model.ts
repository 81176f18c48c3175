import { z } from 'zod'
import { modelSchema, readModels } from '@/lib/core/model/model'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireAdmin } from '../people/require-admin'
import { loadProvider } from './load-provider'

export const setModelInput = modelSchema.extend({ providerId: z.uuid() })

const MOST = 100

/** Adds a model to a provider, or changes its prices, limit or form of JSON output. Runs keep the prices they were made with. */
export async function setModel(
  ctx: Ctx,
  { providerId, ...model }: z.output<typeof setModelInput>,
): Promise<Record<string, never>> {
  requireAdmin(ctx)
  return inTransaction(ctx, async (tx) => {
    const provider = await loadProvider(tx, providerId)
    if (provider.preset === 'demo') throw new ServiceError('invalid', 'The demo model is as it is. Nothing was saved.')
    const models = readModels(provider.models)
    const at = models.findIndex(({ id }) => id === model.id)
    if (at < 0 && models.length >= MOST)
      throw new ServiceError(
        'invalid',
        `A provider has ${MOST} models at most. Nothing was saved; remove one that is not used.`,
      )
    await tx.providerKey.update({
      where: { id: providerId },
      data: { models: at < 0 ? [...models, model] : models.with(at, model) },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'provider.set-model',
      target: { kind: 'provider', id: providerId },
      data: { name: provider.name, model: { ...model } },
    })
    return {}
  })
}
