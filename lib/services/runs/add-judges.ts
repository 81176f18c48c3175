import { JUDGES_BY_INTENT } from '@/lib/core/run/judges'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { CreatedItem } from '../items/create-items'
import type { AnsweredCall } from './apply-output'
import { lockRun } from './lock-call'

/** The opinions that the run asks for on what it made: more calls of the same run, within the same budget. */
export async function addJudges(
  tx: Tx,
  call: AnsweredCall,
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN',
  created: readonly CreatedItem[],
): Promise<number> {
  const judges = call.options.judges.filter(({ task }) => JUDGES_BY_INTENT[intent].includes(task))
  const rows = created.flatMap((item) => judges.map((judge) => ({ ...item, ...judge })))
  if (rows.length === 0) return 0
  await lockRun(tx, call.runId)
  const { _max } = await tx.generation.aggregate({ where: { runId: call.runId }, _max: { number: true } })
  const { providerId } = await tx.generationRun.findUniqueOrThrow({
    where: { id: call.runId },
    select: { providerId: true },
  })
  await tx.generation.createMany({
    data: rows.map(({ itemId, revisionId, task, promptVersionId }, index) => ({
      ...{ id: newId(), projectId: call.projectId, runId: call.runId, providerId, promptVersionId, task },
      ...{ categoryId: call.categoryId, itemId, revisionId, seed: call.seed + index, params: { intent } },
      number: (_max.number ?? 0) + index + 1,
    })),
  })
  return rows.length
}
