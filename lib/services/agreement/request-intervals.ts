import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export const requestIntervalsInput = z.strictObject({
  projectId: z.uuid(),
  stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']),
  /** Drawn by chance and kept, unless told. */
  seed: z.int().min(0).max(2_147_483_647).nullish(),
  draws: z.int().min(200).max(20_000).default(2000),
})
export type RequestIntervalsInput = z.input<typeof requestIntervalsInput>

/** Asks for the intervals of a stage by resampling; a job computes them, and what was there stays until it has. */
export async function requestIntervals(
  ctx: Ctx,
  input: RequestIntervalsInput,
): Promise<{ askedAt: Date; seed: number }> {
  const { projectId, stage, draws = 2000 } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const seed = input.seed ?? randomInt(1, 2 ** 31)
  return inTransaction(ctx, async (tx) => {
    const asked = { seed, draws, askedAt: ctx.now }
    await tx.agreementIntervals.upsert({
      where: { projectId_stage: { projectId, stage } },
      create: { projectId, stage, ...asked },
      update: asked,
    })
    await enqueue(tx, 'resampleAgreement', { projectId, stage, askedAt: ctx.now.toISOString() })
    await writeAudit(tx, ctx, {
      action: 'agreement.intervals',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { stage, seed, draws },
    })
    return { askedAt: ctx.now, seed }
  })
}
