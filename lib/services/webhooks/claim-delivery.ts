import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { modelEnv } from '@/lib/server/model-env'
import { unseal } from '@/lib/server/seal'
import { secretOwner } from './secret-owner'
import { sign } from './sign'

export interface ClaimedDelivery {
  id: string
  token: string
  url: string
  body: string
  headers: Record<string, string>
}
interface Row {
  webhookId: string
  url: string
  body: string
  secret: string
  old: string | null
  /** By the database's clock, as every lease. */
  timestamp: number
}

/** Takes a delivery for one attempt; null where it is not due, paused, or another worker's. `shut`: its secret cannot be opened. */
export async function claimDelivery(db: PrismaClient, deliveryId: string): Promise<ClaimedDelivery | 'shut' | null> {
  const token = newId()
  const [row] = await db.$queryRaw<Row[]>`
    update webhook_deliveries d set token = ${token}::uuid, lease_until = now() + interval '2 minutes'
    from webhooks w
    where d.id = ${deliveryId}::uuid and w.id = d.webhook_id and d.state = 'WAITING' and d.due_at <= now()
      and (d.token is null or d.lease_until < now()) and w.paused_at is null and w.removed_at is null
    returning w.id as "webhookId", w.url, d.body, w.sealed_secret as secret, extract(epoch from now())::int as timestamp,
      case when w.old_secret_ends > now() then w.old_secret end as old`
  if (!row) return null
  const { encryptionKey, oldEncryptionKey } = modelEnv()
  const open = (sealed: string) => {
    const owner = secretOwner({ id: row.webhookId, url: row.url })
    return unseal(sealed, encryptionKey, owner) ?? (oldEncryptionKey ? unseal(sealed, oldEncryptionKey, owner) : null)
  }
  const { url, body, timestamp } = row
  const secrets = [open(row.secret), row.old && open(row.old)].filter((secret) => typeof secret === 'string')
  if (secrets.length === 0) {
    await db.$executeRaw`
      update webhook_deliveries set state = 'FAILED', lease_until = null, last_at = now(),
        last_trouble = 'The secret cannot be opened: the encryption key is another one than when it was made. Change the secret.'
      where id = ${deliveryId}::uuid and token = ${token}::uuid`
    return 'shut'
  }
  const signatures = secrets.map((secret) => sign(secret, { id: deliveryId, timestamp, body }))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Plumbline',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
  return { id: deliveryId, token, url, body, headers }
}
