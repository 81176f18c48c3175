import { z } from 'zod'
import { PING } from '@/lib/core/webhook/events'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadWebhook } from './load-webhook'
import { bodyOf } from './tell-webhooks'

export const testWebhookInput = z.strictObject({ webhookId: z.uuid() })

/** Has a ping sent, whatever the webhook listens to. */
export async function testWebhook(
  ctx: Ctx,
  { webhookId }: z.output<typeof testWebhookInput>,
): Promise<{ deliveryId: string }> {
  return inTransaction(ctx, async (tx) => {
    const { projectId, pausedAt } = await loadWebhook(ctx, webhookId, tx)
    if (pausedAt) throw new ServiceError('conflict', 'It is paused, and told nothing. Let it go on first.')
    const { slug } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { slug: true } })
    const id = newId()
    const body = bodyOf({ event: PING, slug, data: {} }, ctx.now)
    await tx.webhookDelivery.create({ data: { id, webhookId, event: PING, body }, select: { id: true } })
    await writeAudit(tx, ctx, { action: 'webhook.test', projectId, target: { kind: 'webhook', id: webhookId } })
    return { deliveryId: id }
  })
}
