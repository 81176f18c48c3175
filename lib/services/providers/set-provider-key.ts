import { z } from 'zod'
import { modelEnv } from '@/lib/server/model-env'
import { seal, sealId } from '@/lib/server/seal'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireAdmin } from '../people/require-admin'
import { keyOwner } from './key-owner'
import { loadProvider } from './load-provider'

export const setProviderKeyInput = z.strictObject({
  providerId: z.uuid(),
  /** null: take the stored one away. */
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,512}$/, 'The key alone: 8 to 512 printable characters, no spaces')
    .nullable(),
})

/** Stores a provider's key, sealed to the provider and its address. It is never shown again, but for its last four characters. */
export async function setProviderKey(
  ctx: Ctx,
  { providerId, key }: z.output<typeof setProviderKeyInput>,
): Promise<Record<string, never>> {
  requireAdmin(ctx)
  const { encryptionKey } = modelEnv()
  return inTransaction(ctx, async (tx) => {
    const provider = await loadProvider(tx, providerId)
    if (provider.preset === 'demo') throw new ServiceError('invalid', 'The demo model needs no key. Nothing was saved.')
    const sealed =
      key === null
        ? { sealedKey: null, sealedBy: null, keyLast4: null }
        : {
            sealedKey: seal(key, encryptionKey, keyOwner(provider)),
            sealedBy: sealId(encryptionKey),
            keyLast4: key.slice(-4),
          }
    await tx.providerKey.update({
      where: { id: providerId },
      data: { ...sealed, trouble: null, checkedAt: null },
      select: { id: true },
    })
    await writeAudit(tx, ctx, {
      action: key === null ? 'provider.clear-key' : 'provider.set-key',
      target: { kind: 'provider', id: providerId },
      data: { name: provider.name },
    })
    return {}
  })
}
