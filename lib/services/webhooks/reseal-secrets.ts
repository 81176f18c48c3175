import type { Tx } from '@/lib/data/client'
import { modelEnv } from '@/lib/server/model-env'
import { seal, sealId, unseal } from '@/lib/server/seal'
import { secretOwner } from './secret-owner'

/** Seals webhooks' secrets anew with the encryption key of now; what no known key opens stays as it is, and is named. */
export async function resealSecrets(tx: Tx): Promise<{ resealed: number; current: number; shut: string[] }> {
  const { encryptionKey, oldEncryptionKey } = modelEnv()
  await tx.$queryRaw`select 1 from webhooks where removed_at is null for update`
  const rows = await tx.webhook.findMany({ where: { removedAt: null } })
  const found = { resealed: 0, current: 0, shut: [] as string[] }
  for (const { id, url, name, sealedSecret, oldSecret } of rows) {
    const owner = secretOwner({ id, url })
    if (unseal(sealedSecret, encryptionKey, owner) !== null) {
      found.current++
      continue
    }
    const again = (sealed: string | null) => {
      const secret = sealed && oldEncryptionKey ? unseal(sealed, oldEncryptionKey, owner) : null
      return secret === null ? null : seal(secret, encryptionKey, owner)
    }
    const sealed = again(sealedSecret)
    if (sealed === null) {
      found.shut.push(`webhook ${name}`)
      continue
    }
    const old = again(oldSecret)
    const data = { sealedSecret: sealed, sealedBy: sealId(encryptionKey), oldSecret: old }
    await tx.webhook.update({
      where: { id },
      data: { ...data, ...(old === null && { oldSecretEnds: null }) },
      select: { id: true },
    })
    found.resealed++
  }
  return found
}
