import type { Tx } from '@/lib/data/client'
import { enqueueAll } from '@/lib/jobs/enqueue'
import { type Ctx, inTransaction } from '../context'

/** A call that was handed to the queue and has not begun after this long was lost on the way, and is handed out again. */
const QUEUED_LEASE = '10 minutes'

export const paceKey = (providerId: string) => `provider:${providerId}`

/**
 * Hands waiting calls of a provider's running runs to the workers, as many as may be under way at once: a job for each, in
 * the same transaction. Called when calls have ended, when a run begins, and by the clock (for what waits until later).
 * One at a time a provider (an advisory lock: the pace's row is what calls wait for), so that the count is exact, however
 * many workers there are. Due by the clock, not by the transaction's
 * beginning: stored times are rounded to milliseconds, and "now" may be up to half of one later.
 */
export async function handOut(tx: Tx, providerId: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`hand out ${providerId}`}, 0))`
  const [pace] = await tx.$queryRaw<{ allowed: number; held: boolean }[]>`
    select least(l.allowed, p.max_concurrent) as allowed, coalesce(l.not_before > now(), false) as held
    from rate_limits l join provider_keys p on p.id = ${providerId}::uuid
    where l.key = ${paceKey(providerId)}`
  if (!pace || pace.held) return 0
  const picked = await tx.$queryRaw<{ id: string }[]>`
    with free as (
      select ${pace.allowed}::int - count(*) as calls from generations
      where provider_id = ${providerId}::uuid and state in ('QUEUED', 'CALLING')
    ), next as (
      select g.id from generation_runs r cross join lateral (
        select id, number from generations
        where run_id = r.id and state = 'WAITING' and due_at <= clock_timestamp()
        order by number limit greatest(0, (select calls from free)) for no key update skip locked
      ) g
      where r.provider_id = ${providerId}::uuid and r.status = 'RUNNING'
      order by g.number limit greatest(0, (select calls from free))
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
