import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { openPace } from './create-run'
import { handOutSoon } from './hand-out'
import { requireRun } from './require-run'

export const retryFailedInput = z.object({
  runId: z.uuid(),
  /** Those that need attention too: their answers so far are kept until another comes. */
  attention: z.boolean().default(true),
})

/** Calls again what failed or could not be used. Counts of attempts start anew; costs go on. */
export async function retryFailed(
  ctx: Ctx,
  { runId, attention }: z.infer<typeof retryFailedInput>,
): Promise<{ retried: number }> {
  const { retried, providerId } = await inTransaction(ctx, async (tx) => {
    const run = await requireRun(ctx, tx, runId)
    if (run.status === 'CANCELLED') throw new ServiceError('conflict', 'This run was cancelled. Start another.')
    const retried = await tx.$executeRaw`
      update generations set state = 'WAITING', attempt = 0, repairs = 0, due_at = now(), ended_at = null
      where run_id = ${runId}::uuid and (state = 'FAILED' or (${attention} and state = 'NEEDS_ATTENTION'))`
    if (retried === 0) throw new ServiceError('conflict', 'Nothing of this run failed.')
    if (run.status === 'DONE')
      await tx.generationRun.update({
        where: { id: runId },
        data: { status: 'RUNNING', endedAt: null },
        select: { id: true },
      })
    await openPace(tx, run.providerId)
    const target = { kind: 'run', id: runId }
    await writeAudit(tx, ctx, { action: 'run.retry', projectId: run.projectId, target, data: { retried } })
    return { retried, providerId: run.providerId }
  })
  await handOutSoon(ctx, providerId)
  return { retried }
}
