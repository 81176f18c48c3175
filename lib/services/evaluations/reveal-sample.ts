import { z } from 'zod'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { findEvaluationSample } from '@/lib/data/queries/evaluation-sample'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound } from '../errors'
import { requireUser } from '../require-user'

export const revealSampleInput = z.object({ projectId: z.uuid(), sampleId: z.uuid() })
export type RevealSampleInput = z.infer<typeof revealSampleInput>

/** The transcript of a masked sample, asked for on its page; on record, as what the person was shown. */
export async function revealSample(
  ctx: Ctx,
  { projectId, sampleId }: RevealSampleInput,
): Promise<{ content: ResponseContent }> {
  const { userId } = requireUser(ctx)
  const found = await findEvaluationSample(ctx, { projectId, id: sampleId }, true)
  if (found?.kind !== 'SAMPLE' || found.detail.content === null) throw notFound('transcript')
  const { run, severity, content } = found.detail
  await inTransaction(ctx, async (tx) => {
    // What was shown is a transcript and no revision; its own id stands in a revision's place.
    await tx.$executeRaw`
      insert into exposures (project_id, user_id, revision_id, day, harmful, severity, revealed)
      values (${projectId}::uuid, ${userId}::uuid, ${sampleId}::uuid, (now() at time zone 'utc')::date,
        ${run.intent === 'HARMFUL'}, ${severity}::int, true)
      on conflict (user_id, project_id, day, revision_id) do update set revealed = true`
    await writeAudit(tx, ctx, {
      action: 'evaluation.reveal',
      projectId,
      target: { kind: 'evaluation-sample', id: sampleId },
      data: { evaluation: run.number },
    })
  })
  return { content }
}
