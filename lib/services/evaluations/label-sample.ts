import { z } from 'zod'
import { EVALUATION_LABELS, evaluationLabelsFor } from '@/lib/core/evaluation/labels'
import { findEvaluationSample } from '@/lib/data/queries/evaluation-sample'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'

export const labelSampleInput = z.object({
  projectId: z.uuid(),
  sampleId: z.uuid(),
  /** Null takes one's own label back. */
  label: z.enum(EVALUATION_LABELS).nullable(),
  note: z.string().trim().max(2_000).default(''),
})
export type LabelSampleInput = z.output<typeof labelSampleInput>

/** Says what a benchmark's sample is. No vote: it stands in no rate of training data and decides nothing. */
export async function labelSample(
  ctx: Ctx,
  { projectId, sampleId, label, note }: LabelSampleInput,
): Promise<Record<string, never>> {
  const { userId } = requireUser(ctx)
  const found = await findEvaluationSample(ctx, { projectId, id: sampleId })
  if (found?.kind !== 'SAMPLE') throw notFound('sample')
  const { intent, number } = found.detail.run
  if (label !== null && !evaluationLabelsFor(intent).includes(label)) {
    throw new ServiceError('invalid', 'That is no label for a prompt of this kind. Nothing was kept.')
  }
  await inTransaction(ctx, async (tx) => {
    if (label === null) await tx.evaluationLabel.deleteMany({ where: { sampleId, userId } })
    else {
      await tx.evaluationLabel.upsert({
        where: { sampleId_userId: { sampleId, userId } },
        create: { sampleId, userId, label, note, at: ctx.now },
        update: { label, note, at: ctx.now },
        select: { label: true },
      })
    }
    await writeAudit(tx, ctx, {
      action: 'evaluation.label',
      projectId,
      target: { kind: 'evaluation-sample', id: sampleId },
      data: { evaluation: number, label, before: found.detail.mine?.label ?? null },
    })
  })
  return {}
}
