import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export const removeEvaluationInput = z.object({ projectId: z.uuid(), number: z.int().min(1) })
export type RemoveEvaluationInput = z.output<typeof removeEvaluationInput>

/** Takes a run out with its transcripts and labels. Its prompts stay on the hash list: they are a benchmark's all the same. */
export async function removeEvaluation(
  ctx: Ctx,
  { projectId, number }: RemoveEvaluationInput,
): Promise<Record<string, never>> {
  const run = canCurate(factsFor(ctx.actor, projectId))
    ? await ctx.db.evaluationRun.findUnique({
        where: { projectId_number: { projectId, number } },
        select: { id: true, sha256: true, _count: { select: { samples: true } } },
      })
    : null
  if (!run) throw notFound('evaluation')
  await inTransaction(ctx, async (tx) => {
    await tx.evaluationRun.delete({ where: { id: run.id }, select: { id: true } })
    await writeAudit(tx, ctx, {
      action: 'evaluation.remove',
      projectId,
      target: { kind: 'evaluation', id: run.id },
      data: { number, sha256: run.sha256, samples: run._count.samples },
    })
  })
  return {}
}
