import { modelEnv } from '@/lib/server/model-env'
import { seal, sealId, unseal } from '@/lib/server/seal'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { ServiceError } from '../errors'
import { resealSecrets } from '../webhooks/reseal-secrets'
import { keyOwner } from './key-owner'

/** Seals every stored key, and every webhook’s secret, anew with the encryption key of now. What no known key opens is left as it is, and named. */
export async function resealKeys(ctx: Ctx): Promise<{ resealed: number; current: number; shut: string[] }> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'Only the operator can do this, from the command line.')
  const { encryptionKey, oldEncryptionKey } = modelEnv()
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from provider_keys where sealed_key is not null for update`
    const rows = await tx.providerKey.findMany({
      where: { sealedKey: { not: null } },
      select: { id: true, name: true, preset: true, baseUrl: true, sealedKey: true, sealedBy: true },
    })
    const shut: string[] = []
    let [resealed, current] = [0, 0]
    for (const row of rows) {
      const owner = keyOwner(row)
      if (unseal(row.sealedKey ?? '', encryptionKey, owner) !== null) {
        current++
        continue
      }
      const key = oldEncryptionKey && unseal(row.sealedKey ?? '', oldEncryptionKey, owner)
      if (!key) {
        shut.push(row.name)
        continue
      }
      const sealed = { sealedKey: seal(key, encryptionKey, owner), sealedBy: sealId(encryptionKey) }
      await tx.providerKey.update({ where: { id: row.id }, data: sealed, select: { id: true } })
      resealed++
    }
    const webhooks = await resealSecrets(tx)
    resealed += webhooks.resealed
    current += webhooks.current
    shut.push(...webhooks.shut)
    await writeAudit(tx, ctx, { action: 'provider.reseal', data: { resealed, current, shut: shut.length } })
    return { resealed, current, shut }
  })
}
