import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { webhookEventsInput } from './create-webhook'
import { loadWebhook } from './load-webhook'

export const updateWebhookInput = z.strictObject({
  webhookId: z.uuid(),
  events: webhookEventsInput,
  /** A paused one is told nothing; what waits for it goes on waiting. */
  paused: z.boolean(),
})

/** What it is told, and whether. Its address never changes: another address is another webhook, with a secret of its own. */
export async function updateWebhook(
  ctx: Ctx,
  { webhookId, events, paused }: z.output<typeof updateWebhookInput>,
): Promise<Record<string, never>> {
  return inTransaction(ctx, async (tx) => {
    const { projectId, pausedAt } = await loadWebhook(ctx, webhookId, tx)
    await tx.webhook.update({
      where: { id: webhookId },
      data: { events, pausedAt: paused ? (pausedAt ?? ctx.now) : null },
      select: { id: true },
    })
    const target = { kind: 'webhook', id: webhookId }
    await writeAudit(tx, ctx, { action: 'webhook.update', projectId, target, data: { events, paused } })
    return {}
  })
}
