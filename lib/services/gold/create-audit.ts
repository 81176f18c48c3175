import { z } from 'zod'
import { AUDIT_SHARE, drawAudit } from '@/lib/core/gold/audit'
import { canCurate } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { listAuditable } from '@/lib/data/queries/audits'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireReviewers } from '../queues/require-reviewers'

export const createAuditInput = z.strictObject({
  /** Whose work is looked at again. */
  queueId: z.uuid(),
  leadIds: z.array(z.uuid()).min(1).max(50),
  share: z.number().min(0.01).max(1).default(AUDIT_SHARE),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})
export type CreateAuditInput = z.infer<typeof createAuditInput>

/**
 * A seeded share of each reviewer's work in a queue, put before a lead who does not see what was said. Only judgments that
 * stand, and none that was drawn before. Whoever judged a text does not audit it.
 */
export async function createAudit(
  ctx: Ctx,
  input: CreateAuditInput,
): Promise<{ queueId: string; judgments: number; texts: number }> {
  const queue = await ctx.db.reviewQueue.findUnique({ where: { id: input.queueId } })
  if (!queue || !canCurate(factsFor(ctx.actor, queue.projectId))) throw notFound('queue')
  const { projectId, stage, rubricVersionId } = queue
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  return inTransaction(ctx, async (tx) => {
    await requireReviewers(tx, projectId, input.leadIds)
    const drawn = drawAudit(await listAuditable(tx, queue.id), input.share, input.seed)
    if (drawn.length === 0)
      throw new ServiceError(
        'invalid',
        'No judgment of this queue stands that was not looked at before. Nothing was made.',
      )
    const audit = await tx.reviewQueue.create({
      data: {
        ...{
          id: newId(),
          projectId,
          name: `Audit: ${queue.name}`.slice(0, 120),
          purpose: 'AUDIT',
          stage,
          rubricVersionId,
        },
        ...{ slots: 1, editCountsAs: queue.editCountsAs, createdById },
        reviewers: { create: [...new Set(input.leadIds)].map((userId) => ({ userId })) },
      },
      select: { id: true },
    })
    // A text of which several judgments were drawn is read once.
    const texts = new Map(drawn.map((one) => [one.revisionId, { ...one, id: newId() }]))
    await tx.queueEntry.createMany({
      data: [...texts.values()].map(({ id, itemId, revisionId, judgedByIds }) => ({
        ...{ id, projectId, queueId: audit.id, itemId, revisionId, curation: false, barredIds: judgedByIds },
      })),
    })
    const entries = [...texts.values()].map(({ id }) => ({ id: newId(), entryId: id, queueId: audit.id, slot: 0 }))
    await tx.assignment.createMany({ data: entries })
    await tx.auditRow.createMany({
      data: drawn.map(({ judgmentId, revisionId }) => ({ entryId: texts.get(revisionId)!.id, judgmentId })),
    })
    await writeAudit(tx, ctx, {
      action: 'audit.create',
      projectId,
      target: { kind: 'queue', id: audit.id },
      data: { of: queue.id, share: input.share, seed: input.seed, judgments: drawn.length, texts: texts.size },
    })
    return { queueId: audit.id, judgments: drawn.length, texts: texts.size }
  })
}
