import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { loadWebhook } from './load-webhook'

export const removeWebhookInput = z.strictObject({ webhookId: z.uuid() })

/** It is told nothing any more, not even what waits for it. */
export async function removeWebhook(
  ctx: Ctx,
  { webhookId }: z.output<typeof removeWebhookInput>,
): Promise<Record<string, never>> {
  return inTransaction(ctx, async (tx) => {
    const { projectId } = await loadWebhook(ctx, webhookId, tx)
    await tx.webhook.update({ where: { id: webhookId }, data: { removedAt: ctx.now }, select: { id: true } })
    await tx.webhookDelivery.updateMany({ where: { webhookId, state: 'WAITING' }, data: { state: 'FAILED' } })
    await writeAudit(tx, ctx, { action: 'webhook.remove', projectId, target: { kind: 'webhook', id: webhookId } })
    return {}
  })
}
