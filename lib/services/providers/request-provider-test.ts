import { z } from 'zod'
import { readModels } from '@/lib/core/model/model'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireAdmin } from '../people/require-admin'
import { loadProvider } from './load-provider'

export const requestProviderTestInput = z.strictObject({ providerId: z.uuid(), model: z.string().min(1).max(200) })

/** Asks for one small call to a model, made by a worker: its outcome is the provider's `checkedAt` and `trouble`. */
export async function requestProviderTest(
  ctx: Ctx,
  { providerId, model }: z.output<typeof requestProviderTestInput>,
): Promise<{ askedAt: Date }> {
  requireAdmin(ctx)
  return inTransaction(ctx, async (tx) => {
    const provider = await loadProvider(tx, providerId)
    if (!readModels(provider.models).some(({ id }) => id === model)) throw notFound('model')
    await enqueue(tx, 'testProvider', { providerId, model })
    await writeAudit(tx, ctx, {
      action: 'provider.test',
      target: { kind: 'provider', id: providerId },
      data: { name: provider.name, model },
    })
    const [row] = await tx.$queryRaw<{ now: Date }[]>`select now()`
    return { askedAt: row?.now ?? ctx.now }
  })
}
