import { enqueue } from '@/lib/jobs/enqueue'
import { type Ctx, inTransaction } from '../context'
import { writeOffLostCall } from './claim-call'
import { handOut } from './hand-out'
import { endIfDone, lockGeneration, lockRun } from './lock-call'

/** Lost calls that are brought back at once. */
const BATCH = 100

/**
 * What the clock does for runs: hands out calls whose time has come, brings back those whose job was lost (a queue restored
 * without its jobs, a worker gone for longer than a job is retried), and ends runs that nothing is left of. Any number of
 * workers may do it at the same time.
 */
export async function keepRunsGoing(ctx: Ctx): Promise<number> {
  await recoverLost(ctx)
  await endFinished(ctx)
  const providers = await ctx.db.$queryRaw<{ id: string }[]>`
    select distinct r.provider_id as id from generation_runs r
    where r.status = 'RUNNING' and exists (select from generations g
      where g.run_id = r.id and g.state = 'WAITING' and g.due_at <= now())`
  let handed = 0
  for (const { id } of providers) handed += await inTransaction(ctx, (tx) => handOut(tx, id))
  return handed
}

async function endFinished(ctx: Ctx): Promise<void> {
  const finished = await ctx.db.$queryRaw<{ id: string }[]>`
    select r.id from generation_runs r
    where r.status = 'RUNNING' and not exists (select from generations g
      where g.run_id = r.id and g.state in ('WAITING', 'QUEUED', 'CALLING', 'ANSWERED'))`
  for (const { id } of finished) {
    await inTransaction(ctx, async (tx) => {
      await lockRun(tx, id)
      await endIfDone(tx, id)
    })
  }
}

/** pg-boss runs a lost job again within two minutes; what is still in the queue's hands a minute after its lease is not. */
async function recoverLost(ctx: Ctx): Promise<void> {
  const lost = await ctx.db.$queryRaw<{ id: string }[]>`
    select id from generations
    where state in ('QUEUED', 'CALLING', 'ANSWERED') and lease_until < now() - interval '1 minute' limit ${BATCH}`
  for (const { id } of lost) {
    await inTransaction(ctx, async (tx) => {
      const call = await lockGeneration(tx, id)
      if (!call?.lapsed || !['QUEUED', 'CALLING', 'ANSWERED'].includes(call.state)) return
      if (call.state === 'CALLING') await writeOffLostCall(tx, call)
      await tx.$executeRaw`update generations set lease_until = now() + interval '10 minutes' where id = ${id}::uuid`
      await enqueue(tx, 'callModel', { generationId: id })
    })
  }
}
