import type { Tx } from '@/lib/data/client'
import { enqueueAll } from '@/lib/jobs/enqueue'
import { type Ctx, inTransaction } from '../context'

/** A call that was handed to the queue and has not begun after this long was lost on the way, and is handed out again. */
const QUEUED_LEASE = '10 minutes'

export const paceKey = (providerId: string) => `provider:${providerId}`

/**
 * Hands waiting calls of a provider's running runs to the workers, as many as may be under way at once: a job for each, in
 * the same transaction. Called when calls have ended, when a run begins, and by the clock (for what waits until later).
 * Takes no lock that others wait for: two workers may hand out a few calls too many, which the claim then puts back.
 * Due by the clock, not by the transaction's beginning: stored times are rounded to milliseconds, and "now" may be later.
 */
export async function handOut(tx: Tx, providerId: string): Promise<number> {
  const picked = await tx.$queryRaw<{ id: string }[]>`
    with free as (
      select greatest(0, least(l.allowed, p.max_concurrent) - (select count(*) from generations
        where provider_id = ${providerId}::uuid and state in ('QUEUED', 'CALLING'))) as calls
      from rate_limits l join provider_keys p on p.id = ${providerId}::uuid
      where l.key = ${paceKey(providerId)} and (l.not_before is null or l.not_before <= now())
    ), next as (
      select g.id from generation_runs r cross join lateral (
        select id, number from generations
        where run_id = r.id and state = 'WAITING' and due_at <= clock_timestamp()
        order by number limit (select calls from free) for no key update skip locked
      ) g
      where r.provider_id = ${providerId}::uuid and r.status = 'RUNNING' and exists (select from free)
      order by g.number limit (select calls from free)
    )
    update generations g set state = 'QUEUED', lease_until = now() + ${QUEUED_LEASE}::interval
    from next where g.id = next.id
    returning g.id`
  await enqueueAll(
    tx,
    'callModel',
    picked.map(({ id }) => ({ generationId: id })),
  )
  return picked.length
}

/** By provider: the handing out that is under way in this process, and whether somebody asked again meanwhile. */
const underWay = new Map<string, { done: Promise<void>; again: boolean }>()

/**
 * Hands out in a transaction of its own, after that of whoever asks: a lock that all calls of a provider share is then
 * held for a few statements only. Calls that end at the same time are followed up by one handing out. What a process that
 * dies leaves undone, the clock does.
 */
export function handOutSoon(ctx: Ctx, providerId: string): Promise<void> {
  // What is shared with others must not wait for a transaction that may be undone.
  if (ctx.within) return handOut(ctx.within, providerId).then(() => {})
  const now = underWay.get(providerId)
  if (now) {
    now.again = true
    return now.done
  }
  const mine = { again: true, done: Promise.resolve() }
  underWay.set(providerId, mine)
  mine.done = (async () => {
    try {
      while (mine.again) {
        mine.again = false
        await inTransaction(ctx, (tx) => handOut(tx, providerId))
      }
    } finally {
      underWay.delete(providerId)
    }
  })()
  return mine.done
}
