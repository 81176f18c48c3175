import { z } from 'zod'
import type { Model } from '@/lib/core/model/model'
import { DEMO_MODEL, PRESETS } from '@/lib/core/model/presets'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireAdmin } from '../people/require-admin'
import { nameTaken, providerFields, requireBaseUrl } from './provider-input'

export const createProviderInput = z.strictObject({
  ...providerFields,
  maxConcurrent: providerFields.maxConcurrent.default(16),
  requestsPerMinute: providerFields.requestsPerMinute.default(null),
  tokensPerMinute: providerFields.tokensPerMinute.default(null),
})

/** Nothing is paid for the demo model. */
export const DEMO_MODELS: Model[] = [
  {
    id: DEMO_MODEL,
    jsonOutput: PRESETS.demo.jsonOutput,
    inputPerMillion: 0,
    outputPerMillion: 0,
    maxOutputTokens: null,
  },
]

/** A place where models are: without a key and, but for the demo model, without models yet. */
export async function createProvider(
  ctx: Ctx,
  input: z.output<typeof createProviderInput>,
): Promise<{ providerId: string }> {
  requireAdmin(ctx)
  const { name, preset, maxConcurrent, requestsPerMinute, tokensPerMinute } = input
  const baseUrl = await requireBaseUrl(preset, input.baseUrl)
  return inTransaction(ctx, async (tx) => {
    const models = preset === 'demo' ? DEMO_MODELS : []
    const id = newId()
    const { count } = await tx.providerKey.createMany({
      data: { id, name, preset, baseUrl, models, maxConcurrent, requestsPerMinute, tokensPerMinute },
      skipDuplicates: true,
    })
    if (count === 0) throw nameTaken()
    await writeAudit(tx, ctx, {
      action: 'provider.create',
      target: { kind: 'provider', id },
      data: { name, preset, baseUrl },
    })
    return { providerId: id }
  })
}
