import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export const requestFitInput = z.strictObject({
  projectId: z.uuid(),
  stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']),
})
export type RequestFitInput = z.infer<typeof requestFitInput>

/** Asks for reviewers' reliability anew; a job fits it, and what was there stays until it has. */
export async function requestFit(ctx: Ctx, { projectId, stage }: RequestFitInput): Promise<{ askedAt: Date }> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  return inTransaction(ctx, async (tx) => {
    await tx.reliabilityFit.upsert({
      where: { projectId_stage: { projectId, stage } },
      create: { projectId, stage, askedAt: ctx.now },
      update: { askedAt: ctx.now },
    })
    await enqueue(tx, 'fitReliability', { projectId, stage })
    await writeAudit(tx, ctx, {
      action: 'reliability.request',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { stage },
    })
    return { askedAt: ctx.now }
  })
}
