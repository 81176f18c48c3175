import type { GenerationParams } from '@/lib/core/run/options'
import type { RunTask } from '@/lib/core/run/targets'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { AnsweredCall } from './apply-output'
import { lockRun } from './lock-call'

export interface FurtherCall {
  task: RunTask
  promptVersionId: string
  itemId: string | null
  revisionId: string | null
  params: Partial<GenerationParams>
}

/** More calls of the same run, within the same budget, each with a seed of its own. Answers how many. */
export async function addCalls(tx: Tx, call: AnsweredCall, further: readonly FurtherCall[]): Promise<number> {
  if (further.length === 0) return 0
  await lockRun(tx, call.runId)
  const { _max } = await tx.generation.aggregate({ where: { runId: call.runId }, _max: { number: true } })
  const { providerId } = await tx.generationRun.findUniqueOrThrow({
    where: { id: call.runId },
    select: { providerId: true },
  })
  await tx.generation.createMany({
    data: further.map((one, index) => ({
      ...{ id: newId(), projectId: call.projectId, runId: call.runId, providerId, categoryId: call.categoryId, ...one },
      // Of the same task far off, since the run's other calls have the seeds beside this one.
      seed: (call.seed + index + (one.task === call.task ? 1_000_003 : 0)) % 2 ** 31,
      number: (_max.number ?? 0) + index + 1,
    })),
  })
  return further.length
}
