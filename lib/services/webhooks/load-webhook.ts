import { canAdminister, canRead } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { type Ctx, factsFor } from '../context'
import { notFound, ServiceError } from '../errors'

/** What leaves to other programs is an admin's matter. Missing and invisible look alike. */
export function requireWebhooks(ctx: Ctx, projectId: string): void {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) throw notFound('project')
  if (!canAdminister(facts)) throw new ServiceError('forbidden', 'Webhooks are an admin’s. Nothing was changed.')
}

/** A webhook that was not removed, for who may change it. */
export async function loadWebhook(ctx: Ctx, webhookId: string, db: Db = ctx.db) {
  const webhook = await db.webhook.findFirst({ where: { id: webhookId, removedAt: null } })
  if (!webhook || !canRead(factsFor(ctx.actor, webhook.projectId))) throw notFound('webhook')
  requireWebhooks(ctx, webhook.projectId)
  return webhook
}
