import type { Tx } from '@/lib/data/client'
import { enqueueAll } from '@/lib/jobs/enqueue'

/** A call that was handed to the queue and has not begun after this long was lost on the way, and is handed out again. */
const QUEUED_LEASE = '10 minutes'

export const paceKey = (providerId: string) => `provider:${providerId}`

/**
 * Hands waiting calls of a provider's running runs to the workers, as many as may be under way at once: a job for each, in
 * the same transaction. Called whenever a call ends, a run begins, and by the clock (for what waits until later).
 * The pace's row lock makes the count exact, however many workers there are. Due by the clock, not by the transaction's
 * beginning: stored times are rounded to milliseconds, and "now" may be up to half of one later.
 */
export async function handOut(tx: Tx, providerId: string): Promise<number> {
  const [pace] = await tx.$queryRaw<{ allowed: number; held: boolean }[]>`
    select least(l.allowed, p.max_concurrent) as allowed, coalesce(l.not_before > now(), false) as held
    from rate_limits l join provider_keys p on p.id = ${providerId}::uuid
    where l.key = ${paceKey(providerId)} for update of l`
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
