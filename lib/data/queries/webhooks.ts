import { canAdminister } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface WebhookRow {
  id: string
  name: string
  url: string
  events: string[]
  by: string | null
  createdAt: Date
  pausedAt: Date | null
  /** Deliveries carry the old secret's signature too until then; null: there is none. */
  oldUntil: Date | null
  waiting: number
  failed: number
  delivered: number
}

/** A project's webhooks, those that were removed apart; null to all but admins. Never a secret. */
export async function listWebhooks(ctx: Ctx, projectId: string): Promise<WebhookRow[] | null> {
  if (!canAdminister(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<WebhookRow[]>`
    select w.id, w.name, w.url, w.events, u.name as by, w.created_at as "createdAt", w.paused_at as "pausedAt",
      case when w.old_secret_ends > now() then w.old_secret_ends end as "oldUntil",
      coalesce(d.waiting, 0)::int as waiting, coalesce(d.failed, 0)::int as failed, coalesce(d.delivered, 0)::int as delivered
    from webhooks w left join users u on u.id = w.created_by_id
    left join lateral (select count(*) filter (where state = 'WAITING') as waiting,
        count(*) filter (where state = 'FAILED') as failed, count(*) filter (where state = 'DELIVERED') as delivered
      from webhook_deliveries where webhook_id = w.id) d on true
    where w.project_id = ${projectId}::uuid and w.removed_at is null order by w.created_at, w.id`
}

export interface DeliveryRow {
  id: string
  event: string
  state: 'WAITING' | 'DELIVERED' | 'FAILED'
  attempts: number
  /** A worker has it now. */
  sending: boolean
  dueAt: Date
  lastAt: Date | null
  lastStatus: number | null
  lastTrouble: string | null
  lastMs: number | null
  body: string
  createdAt: Date
}

export interface DeliveryPage {
  webhook: WebhookRow
  rows: DeliveryRow[]
  /** Give it as `before` for the next page; null on the last. */
  next: string | null
}

/** What a webhook was told, the newest first; null where it is not, and to all but admins. */
export async function listDeliveries(
  ctx: Ctx,
  {
    projectId,
    webhookId,
    before,
    limit,
  }: { projectId: string; webhookId: string; before: string | null; limit: number },
): Promise<DeliveryPage | null> {
  const webhook = (await listWebhooks(ctx, projectId))?.find(({ id }) => id === webhookId)
  if (!webhook) return null
  const rows = await ctx.db.$queryRaw<DeliveryRow[]>`
    select id, event, state::text, attempts, token is not null as sending, due_at as "dueAt", last_at as "lastAt",
      last_status as "lastStatus", last_trouble as "lastTrouble", last_ms as "lastMs", body, created_at as "createdAt"
    from webhook_deliveries where webhook_id = ${webhookId}::uuid and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit + 1}::int`
  const page = rows.slice(0, limit)
  return { webhook, rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}
