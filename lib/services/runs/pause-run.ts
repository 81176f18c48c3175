import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { requireRun } from './require-run'

export const pauseRunInput = z.object({ runId: z.uuid() })

/** No further call begins; those under way end, and what they bring is applied. */
export function pauseRun(ctx: Ctx, { runId }: z.infer<typeof pauseRunInput>): Promise<{ runId: string }> {
  return inTransaction(ctx, async (tx) => {
    const run = await requireRun(ctx, tx, runId)
    if (run.status !== 'RUNNING') throw new ServiceError('conflict', 'Only a run that is running can be paused.')
    await tx.generationRun.update({
      where: { id: runId },
      data: { status: 'PAUSED', pauseCause: 'PERSON', pauseMessage: null },
      select: { id: true },
    })
    const target = { kind: 'run', id: runId }
    await writeAudit(tx, ctx, { action: 'run.pause', projectId: run.projectId, target })
    return { runId }
  })
}
