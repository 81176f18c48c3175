import { z } from 'zod'
import { OLD_SECRET_HOURS } from '@/lib/core/webhook/events'
import { modelEnv } from '@/lib/server/model-env'
import { seal, sealId } from '@/lib/server/seal'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { loadWebhook } from './load-webhook'
import { secretOwner } from './secret-owner'
import { newSecret } from './sign'

export const rotateSecretInput = z.strictObject({ webhookId: z.uuid() })

/** A new secret, told here once. Deliveries carry the old one's signature beside the new one's for a day. */
export async function rotateSecret(
  ctx: Ctx,
  { webhookId }: z.output<typeof rotateSecretInput>,
): Promise<{ secret: string; oldUntil: Date }> {
  const { encryptionKey } = modelEnv()
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select from webhooks where id = ${webhookId}::uuid for no key update`
    const webhook = await loadWebhook(ctx, webhookId, tx)
    const secret = newSecret()
    const oldUntil = new Date(ctx.now.getTime() + OLD_SECRET_HOURS * 3_600_000)
    await tx.webhook.update({
      where: { id: webhookId },
      data: {
        sealedSecret: seal(secret, encryptionKey, secretOwner(webhook)),
        sealedBy: sealId(encryptionKey),
        ...{ oldSecret: webhook.sealedSecret, oldSecretEnds: oldUntil },
      },
      select: { id: true },
    })
    const { projectId } = webhook
    await writeAudit(tx, ctx, { action: 'webhook.rotate', projectId, target: { kind: 'webhook', id: webhookId } })
    return { secret, oldUntil }
  })
}
