import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { loadWebhook } from './load-webhook'

export const redeliverInput = z.strictObject({ deliveryId: z.uuid() })

/** The same event once more, under the same id, so that a receiver which had it knows it again. */
export async function redeliver(
  ctx: Ctx,
  { deliveryId }: z.output<typeof redeliverInput>,
): Promise<Record<string, never>> {
  return inTransaction(ctx, async (tx) => {
    const delivery = await tx.webhookDelivery.findUnique({ where: { id: deliveryId } })
    if (!delivery) throw notFound('delivery')
    const { projectId, pausedAt } = await loadWebhook(ctx, delivery.webhookId, tx)
    if (pausedAt) throw new ServiceError('conflict', 'The webhook is paused, and told nothing. Let it go on first.')
    const again = await tx.$executeRaw`
      update webhook_deliveries set state = 'WAITING', attempts = 0, due_at = now(), lease_until = null, token = null
      where id = ${deliveryId}::uuid and (state <> 'WAITING' or due_at > now())`
    if (again === 0) throw new ServiceError('conflict', 'It is being sent already.')
    const target = { kind: 'webhook', id: delivery.webhookId }
    await writeAudit(tx, ctx, { action: 'webhook.redeliver', projectId, target, data: { event: delivery.event } })
    return {}
  })
}
