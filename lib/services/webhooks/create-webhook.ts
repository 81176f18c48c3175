import { z } from 'zod'
import { MOST_WEBHOOKS, WEBHOOK_EVENTS } from '@/lib/core/webhook/events'
import { newId } from '@/lib/data/id'
import { checkBaseUrl } from '@/lib/llm/base-url'
import { modelEnv } from '@/lib/server/model-env'
import { seal, sealId } from '@/lib/server/seal'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireWebhooks } from './load-webhook'
import { secretOwner } from './secret-owner'
import { newSecret } from './sign'

export const webhookEventsInput = z
  .array(z.enum(WEBHOOK_EVENTS))
  .min(1, 'choose what it is told')
  .transform((events) => [...new Set(events)].sort())

export const createWebhookInput = z.strictObject({
  projectId: z.uuid(),
  name: z.string().trim().min(1, 'say what it is for').max(80),
  url: z.string().trim().min(1).max(2_000),
  events: webhookEventsInput,
})

/** An address that is told events. Its secret is told here once, and kept sealed. */
export async function createWebhook(
  ctx: Ctx,
  { projectId, name, url, events }: z.output<typeof createWebhookInput>,
): Promise<{ id: string; secret: string }> {
  requireWebhooks(ctx, projectId)
  const { encryptionKey, allowPrivateWebhooks } = modelEnv()
  const checked = await checkBaseUrl(url, allowPrivateWebhooks)
  if (!checked.ok)
    throw new ServiceError('invalid', `${checked.problem} Nothing was saved.`, { url: [checked.problem] })
  const [id, secret] = [newId(), newSecret()]
  return inTransaction(ctx, async (tx) => {
    const [project] = await tx.$queryRaw<{ live: number }[]>`
      select (select count(*)::int from webhooks w where w.project_id = p.id and w.removed_at is null) as live
      from projects p where p.id = ${projectId}::uuid and p.archived_at is null for update`
    if (!project) throw notFound('project')
    if (project.live >= MOST_WEBHOOKS)
      throw new ServiceError('limited', `A project has ${MOST_WEBHOOKS} webhooks at most. Remove one that is not used.`)
    const to = checked.url.href
    const sealedSecret = seal(secret, encryptionKey, secretOwner({ id, url: to }))
    await tx.webhook.create({
      data: {
        ...{ id, projectId, name, url: to, events, sealedSecret, sealedBy: sealId(encryptionKey) },
        createdById: isSystem(ctx.actor) ? null : ctx.actor.userId,
      },
      select: { id: true },
    })
    const target = { kind: 'webhook', id }
    await writeAudit(tx, ctx, { action: 'webhook.create', projectId, target, data: { name, url: to, events } })
    return { id, secret }
  })
}
