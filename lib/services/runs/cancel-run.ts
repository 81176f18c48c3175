import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { tellWebhooks } from '../webhooks/tell-webhooks'
import { requireRun } from './require-run'

export const cancelRunInput = z.object({ runId: z.uuid() })

/** Ends the run for good: what waits is dropped, what is under way ends and is applied, what it made stays. */
export function cancelRun(ctx: Ctx, { runId }: z.infer<typeof cancelRunInput>): Promise<{ cancelled: number }> {
  return inTransaction(ctx, async (tx) => {
    const run = await requireRun(ctx, tx, runId)
    if (run.status !== 'RUNNING' && run.status !== 'PAUSED')
      throw new ServiceError('conflict', 'This run is over already.')
    await tx.generationRun.update({
      where: { id: runId },
      data: { status: 'CANCELLED', pauseCause: null, pauseMessage: null, endedAt: new Date() },
      select: { id: true },
    })
    // One that a worker takes at this moment is skipped: the worker then finds the run cancelled.
    const cancelled = await tx.$executeRaw`
      update generations set state = 'CANCELLED', lease_until = null, ended_at = now()
      where id in (select id from generations where run_id = ${runId}::uuid and state in ('WAITING', 'QUEUED')
        for no key update skip locked)`
    const target = { kind: 'run', id: runId }
    await writeAudit(tx, ctx, { action: 'run.cancel', projectId: run.projectId, target, data: { cancelled } })
    const { projectId, number, task } = run
    await tellWebhooks(tx, { projectId, event: 'run.ended', data: { number, task, status: 'CANCELLED' } })
    return { cancelled }
  })
}
