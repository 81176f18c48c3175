import { retryAfter } from '@/lib/core/webhook/events'
import type { PrismaClient } from '@/lib/data/client'

export interface Attempt {
  ok: boolean
  status: number | null
  trouble: string | null
  ms: number
  /** Seconds that the receiver asked to be left alone for. */
  retryAfter: number | null
}

/** Writes down what became of an attempt, under the token that it was begun with: a late one changes nothing. */
export async function settleDelivery(
  db: PrismaClient,
  { id, token }: { id: string; token: string },
  attempt: Attempt,
): Promise<void> {
  const { ok, status, trouble, ms } = attempt
  const [row] = await db.$queryRaw<{ attempts: number }[]>`
    select attempts + 1 as attempts from webhook_deliveries where id = ${id}::uuid and token = ${token}::uuid`
  if (!row) return
  const wait = ok ? null : retryAfter(row.attempts, attempt.retryAfter, Math.random())
  const state = ok ? 'DELIVERED' : wait === null ? 'FAILED' : 'WAITING'
  await db.$executeRaw`
    update webhook_deliveries set state = ${state}::"DeliveryState", attempts = ${row.attempts}::int, token = null,
      lease_until = null, due_at = case when ${state} = 'WAITING' then now() + make_interval(secs => ${wait ?? 0}) else due_at end,
      last_status = ${status}::int, last_trouble = ${trouble}, last_ms = ${ms}::int, last_at = now()
    where id = ${id}::uuid and token = ${token}::uuid`
}
