import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireAdmin } from '../people/require-admin'
import { loadProvider } from './load-provider'

export const removeProviderInput = z.strictObject({ providerId: z.uuid() })

/** Takes a provider out of use, and its key away for good. Its row stays, for the runs that used it. */
export async function removeProvider(
  ctx: Ctx,
  { providerId }: z.output<typeof removeProviderInput>,
): Promise<Record<string, never>> {
  requireAdmin(ctx)
  return inTransaction(ctx, async (tx) => {
    const { name } = await loadProvider(tx, providerId)
    const open = await tx.generationRun.count({ where: { providerId, status: { in: ['RUNNING', 'PAUSED'] } } })
    if (open > 0) {
      const runs = open === 1 ? 'One run is' : `${open} runs are`
      throw new ServiceError(
        'conflict',
        `${runs} still using it. Nothing was removed; cancel or finish what runs first.`,
      )
    }
    await tx.providerKey.update({
      where: { id: providerId },
      data: {
        // The name is free for another one.
        name: `${name} (removed, ${providerId.slice(-6)})`,
        removedAt: ctx.now,
        sealedKey: null,
        sealedBy: null,
        keyLast4: null,
      },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: 'provider.remove',
      target: { kind: 'provider', id: providerId },
      data: { name },
    })
    return {}
  })
}
