import { enqueueAll } from '@/lib/jobs/enqueue'
import { type Ctx, inTransaction } from '../context'

const BATCH = 100

/**
 * Gives workers the deliveries whose time has come, and those whose worker was lost. Any number of clocks may do it at the
 * same time. One that waits in the queue is given out again after two minutes; of two workers one gets it.
 */
export async function handOutDeliveries(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const due = await tx.$queryRaw<{ id: string }[]>`
      update webhook_deliveries set lease_until = now() + interval '2 minutes', token = null
      where id in (select d.id from webhook_deliveries d join webhooks w on w.id = d.webhook_id
        where d.state = 'WAITING' and d.due_at <= now() and (d.lease_until is null or d.lease_until < now())
          and w.paused_at is null and w.removed_at is null
        order by d.due_at limit ${BATCH}::int for update of d skip locked)
      returning id`
    await enqueueAll(
      tx,
      'deliverWebhook',
      due.map(({ id }) => ({ deliveryId: id })),
    )
    return due.length
  })
}
