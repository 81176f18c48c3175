import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { openPace } from './create-run'
import { handOutSoon } from './hand-out'
import { endIfDone } from './lock-call'
import { requireRun } from './require-run'

export const resumeRunInput = z.object({
  runId: z.uuid(),
  /** A new limit in USD, or in calls; the old one stays where neither is given. */
  budget: z.number().min(0).max(1_000_000).optional(),
  budgetCalls: z.number().int().min(1).max(1_000_000).optional(),
})

/** Goes on where the run stood, with another budget if one is given. */
export async function resumeRun(
  ctx: Ctx,
  { runId, budget, budgetCalls }: z.infer<typeof resumeRunInput>,
): Promise<{ runId: string }> {
  const { providerId } = await inTransaction(ctx, async (tx) => {
    const run = await requireRun(ctx, tx, runId)
    if (run.status !== 'PAUSED') throw new ServiceError('conflict', 'Only a paused run can be resumed.')
    const budgetMicros = budget === undefined ? run.budgetMicros : BigInt(Math.round(budget * 1e6))
    const calls = budgetCalls ?? run.budgetCalls
    if (calls !== null && calls < run.calls)
      throw new ServiceError('invalid', 'Nothing was changed.', { budgetCalls: [`It has made ${run.calls} calls`] })
    await tx.generationRun.update({
      where: { id: runId },
      data: { status: 'RUNNING', pauseCause: null, pauseMessage: null, budgetMicros, budgetCalls: calls },
      select: { id: true },
    })
    // What waited for a later moment may be tried at once: somebody has just said so.
    await tx.$executeRaw`
      update generations set due_at = now()
      where id in (select id from generations where run_id = ${runId}::uuid and state = 'WAITING' and due_at > now()
        for no key update skip locked)`
    await openPace(tx, run.providerId)
    await endIfDone(tx, runId)
    await writeAudit(tx, ctx, {
      action: 'run.resume',
      projectId: run.projectId,
      target: { kind: 'run', id: runId },
      data: { budget: budget ?? null, budgetCalls: budgetCalls ?? null },
    })
    return run
  })
  await handOutSoon(ctx, providerId)
  return { runId }
}
