import { z } from 'zod'
import { canReadQuarantined } from '@/lib/core/policy/policies'
import type { GenerationTexts } from '@/lib/core/run/views'
import { findGeneration } from '@/lib/data/queries/generations'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { recordExposures } from './record-exposures'

export const revealGenerationInput = z.object({ projectId: z.uuid(), generationId: z.uuid() })
export type RevealGenerationInput = z.infer<typeof revealGenerationInput>

/** Request and answer of a masked generation, asked for on its page; on record, as what the person was shown. */
export async function revealGeneration(
  ctx: Ctx,
  { projectId, generationId }: RevealGenerationInput,
): Promise<{ texts: GenerationTexts }> {
  const { userId } = requireUser(ctx)
  const found = await findGeneration(ctx, { projectId, id: generationId }, true)
  if (found?.kind !== 'GENERATION') throw notFound('generation')
  if (!canReadQuarantined(factsFor(ctx.actor, projectId))) throw notFound('generation')
  const { texts } = found
  if (!texts)
    throw new ServiceError('forbidden', 'You may still judge what this is about. It can be read once that is decided.')
  await inTransaction(ctx, async (tx) => {
    const { revisionId } = await tx.generation.findUniqueOrThrow({
      where: { id: generationId },
      select: { revisionId: true },
    })
    const made = await tx.revision.findMany({
      where: { itemId: { in: found.made.map(({ id }) => id) }, authorId: generationId },
      select: { id: true },
    })
    await recordExposures(tx, {
      ...{ projectId, userId, severity: found.category.severity },
      revisionIds: [...(revisionId ? [revisionId] : []), ...made.map(({ id }) => id)],
    })
    const target = { kind: 'generation', id: generationId }
    await writeAudit(tx, ctx, { action: 'generation.reveal', projectId, target, data: { run: found.runId } })
  })
  return { texts }
}
