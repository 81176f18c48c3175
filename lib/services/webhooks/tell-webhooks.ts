import type pg from 'pg'
import type { PING, WebhookEvent } from '@/lib/core/webhook/events'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

export interface Told {
  projectId: string
  event: WebhookEvent | typeof PING
  /** Facts: numbers, names that curators gave, hashes. Never texts of items. */
  data: Record<string, string | number | null>
}

type Query = <T>(text: string, values: unknown[]) => Promise<T[]>

const LISTENING = `
  select w.id, p.slug from webhooks w join projects p on p.id = w.project_id
  where w.project_id = $1::uuid and w.removed_at is null and $2 = any(w.events)`

async function tell(query: Query, { projectId, event, data }: Told, now: Date): Promise<void> {
  for (const { id, slug } of await query<{ id: string; slug: string }>(LISTENING, [projectId, event])) {
    await query('insert into webhook_deliveries (id, webhook_id, event, body) values ($1::uuid, $2::uuid, $3, $4)', [
      ...[newId(), id, event, bodyOf({ event, slug, data }, now)],
    ])
  }
}

export const bodyOf = ({ event, slug, data }: Pick<Told, 'event' | 'data'> & { slug: string }, now: Date) =>
  JSON.stringify({ type: event, timestamp: now.toISOString(), project: slug, data })

/** Writes down what webhooks are to be told, in the transaction of what happened; workers see to the rest. */
export const tellWebhooks = (tx: Tx, told: Told): Promise<void> =>
  tell((text, values) => tx.$queryRawUnsafe(text, ...values), told, new Date())

/** The same for verbs that run on one raw connection. */
export const tellWebhooksRaw = (client: pg.Client, told: Told): Promise<void> =>
  tell(async (text, values) => (await client.query(text, values)).rows, told, new Date())
