import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { STUDY_RUBRIC_PREFIX } from '@/lib/core/review/rubric'
import { sampleWithoutReplacement } from '@/lib/core/sampling/draw'
import { seededRandom } from '@/lib/core/sampling/random'
import { newId } from '@/lib/data/id'
import { listGold } from '@/lib/data/queries/gold'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireReviewers } from '../queues/require-reviewers'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'
import { openGoldEntries } from './open-gold-entries'

/** As many people as an entry has slots at most. */
const MOST_PEOPLE = 15

export const createCalibrationInput = z.strictObject({
  projectId: z.uuid(),
  name: z.string().trim().min(1, 'A calibration needs a name').max(120),
  stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']),
  size: z.number().int().min(1).max(200).default(10),
  /** The share of right answers that passes. */
  passMark: z.number().min(0).max(1).default(0.8),
  reviewerIds: z.array(z.uuid()).min(1).max(MOST_PEOPLE),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})
export type CreateCalibrationInput = z.infer<typeof createCalibrationInput>

/** A queue of texts whose answers are known: everybody it is given to answers all of them, and is told after each. */
export async function createCalibration(
  ctx: Ctx,
  input: CreateCalibrationInput,
): Promise<{ queueId: string; size: number }> {
  const { projectId, stage } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  const reviewerIds = [...new Set(input.reviewerIds)]
  return inTransaction(ctx, async (tx) => {
    await requireReviewers(tx, projectId, reviewerIds)
    const gold = (await listGold(tx, { projectId, stage })).filter(({ servable }) => servable)
    if (gold.length < input.size) {
      throw new ServiceError(
        'invalid',
        `There are ${gold.length} gold answers for this stage, and ${input.size} are asked for. Nothing was made; set more, or ask for fewer.`,
      )
    }
    const random = seededRandom(`${input.seed}/calibration`)
    const picked = sampleWithoutReplacement(gold.length, input.size, random).map((index) => gold[index]!)
    await createDefaultRubrics(tx, projectId, createdById)
    const rubric = await tx.rubricVersion.findFirstOrThrow({
      where: { projectId, stage, key: { not: { startsWith: STUDY_RUBRIC_PREFIX } } },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    })
    const queue = await tx.reviewQueue.create({
      data: {
        ...{ id: newId(), projectId, name: input.name, purpose: 'CALIBRATION', stage, rubricVersionId: rubric.id },
        ...{ slots: reviewerIds.length, passMark: input.passMark, createdById },
        reviewers: { create: reviewerIds.map((userId) => ({ userId })) },
      },
      select: { id: true, projectId: true, slots: true },
    })
    await openGoldEntries(tx, queue, picked)
    await writeAudit(tx, ctx, {
      action: 'calibration.create',
      projectId,
      target: { kind: 'queue', id: queue.id },
      data: { size: picked.length, seed: input.seed, passMark: input.passMark, reviewers: reviewerIds.length },
    })
    return { queueId: queue.id, size: picked.length }
  })
}
