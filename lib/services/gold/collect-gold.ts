import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { listGoldCandidates } from '@/lib/data/queries/gold'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound } from '../errors'

export const collectGoldInput = z.strictObject({
  projectId: z.uuid(),
  stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']),
  source: z.enum(['ADJUDICATED', 'AGREED']),
  /** The newest so many. */
  most: z.number().int().min(1).max(500).default(50),
})
export type CollectGoldInput = z.infer<typeof collectGoldInput>

/** Makes gold answers of what was adjudicated, or of what at least three reviewers said alike; texts that have one keep it. */
export async function collectGold(ctx: Ctx, input: CollectGoldInput): Promise<{ added: number }> {
  const { projectId } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const setById = isSystem(ctx.actor) ? null : ctx.actor.userId
  return inTransaction(ctx, async (tx) => {
    const found = await listGoldCandidates(tx, input)
    const { count: added } = await tx.goldAnswer.createMany({
      data: found.map((one) => ({ id: newId(), projectId, source: input.source, setById, ...one })),
      skipDuplicates: true,
    })
    await writeAudit(tx, ctx, {
      action: 'gold.collect',
      projectId,
      target: { kind: 'project', id: projectId },
      data: { stage: input.stage, source: input.source, added },
    })
    return { added }
  })
}
