import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { requireAdmin } from '../people/require-admin'
import { loadProvider } from './load-provider'
import { nameTaken, providerFields, requireBaseUrl } from './provider-input'

export const updateProviderInput = z.strictObject({ providerId: z.uuid(), ...providerFields })

/**
 * Changes where a provider is or how much it may be asked. A key belongs to one preset at one address: when either
 * changes, the same statement takes the key away, so that no key is ever sent elsewhere.
 */
export async function updateProvider(
  ctx: Ctx,
  input: z.output<typeof updateProviderInput>,
): Promise<{ keyCleared: boolean }> {
  requireAdmin(ctx)
  const { providerId, name, preset, maxConcurrent, requestsPerMinute, tokensPerMinute } = input
  const baseUrl = await requireBaseUrl(preset, input.baseUrl)
  return inTransaction(ctx, async (tx) => {
    const before = await loadProvider(tx, providerId)
    const taken = await tx.providerKey.count({ where: { name, id: { not: providerId } } })
    if (taken > 0) throw nameTaken()
    const moved = before.baseUrl !== baseUrl || before.preset !== preset
    const cleared = { sealedKey: null, sealedBy: null, keyLast4: null, trouble: null, checkedAt: null }
    await tx.providerKey.update({
      where: { id: providerId },
      data: { name, preset, baseUrl, maxConcurrent, requestsPerMinute, tokensPerMinute, ...(moved ? cleared : {}) },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'provider.update',
      target: { kind: 'provider', id: providerId },
      data: { name, preset, baseUrl, keyCleared: moved },
    })
    return { keyCleared: moved }
  })
}
