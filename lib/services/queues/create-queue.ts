import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { queueFilterSchema } from '@/lib/core/review/queue-filter'
import { STUDY_RUBRIC_PREFIX } from '@/lib/core/review/rubric'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { createDefaultRubrics } from '../rubrics/create-default-rubrics'
import type { AddItemsOutput } from './add-items'
import { FILL_TIMEOUT, fillQueue, refreshStatistics } from './fill-queue'
import { requireReviewers } from './require-reviewers'

export const createQueueInput = z
  .object({
    projectId: z.uuid(),
    name: z.string().trim().min(1, 'A queue needs a name').max(120),
    purpose: z.enum(['CURATION', 'STUDY', 'CALIBRATION', 'AUDIT']).default('CURATION'),
    stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']).default('CHAIN'),
    /** The newest version for the stage when none is named; the default where there is none yet. */
    rubricVersionId: z.uuid().nullable().default(null),
    slots: z.number().int().min(1).max(15).default(3),
    rule: z.enum(['MAJORITY', 'UNANIMOUS', 'FIRST_TO']).default('MAJORITY'),
    firstTo: z.number().int().min(1).max(15).nullable().default(null),
    editCountsAs: z.enum(['REJECT', 'ACCEPT']).default('REJECT'),
    /** "Ambiguous, needs caution" is among the answers, and counts for the verdict as a reject (strict) or an accept (lenient). */
    offersAmbiguous: z.boolean().optional(),
    ambiguousCountsAs: z.enum(['REJECT', 'ACCEPT']).optional(),
    /** Of a majority: judgments asked for at first; more only while the majority of all can still change. */
    startAt: z.number().int().min(2).max(14).nullish(),
    /** Of a majority: judgments beyond the slots where the vote is close; no votes, reported apart. */
    extraSlots: z.number().int().min(0).max(5).optional(),
    reviewerIds: z.array(z.uuid()).max(500).default([]),
    filter: queueFilterSchema.default({}),
    again: z.boolean().default(false),
  })
  .refine(
    ({ rule, firstTo, slots }) => (rule === 'FIRST_TO' ? firstTo !== null && firstTo <= slots : firstTo === null),
    {
      path: ['firstTo'],
      message: 'First to m needs an m, at most the number of judgments an item gets; other rules have none',
    },
  )
  .refine(({ rule, startAt, slots }) => startAt == null || (rule === 'MAJORITY' && startAt < slots), {
    path: ['startAt'],
    message: 'Only a majority can stop early, and begins with fewer judgments than an item gets at most',
  })
  .refine(({ rule, extraSlots = 0 }) => extraSlots === 0 || rule === 'MAJORITY', {
    path: ['extraSlots'],
    message: 'Only a majority can be close: other rules ask for no extra judgments',
  })
export type CreateQueueInput = z.infer<typeof createQueueInput>
export interface CreateQueueOutput extends AddItemsOutput {
  queueId: string
}

/** Makes a queue, fills it by the filter, and gives it to its reviewers. Slots and rule stay as they are from then on. */
export async function createQueue(ctx: Ctx, input: CreateQueueInput): Promise<CreateQueueOutput> {
  const { projectId, filter, again, reviewerIds, rubricVersionId, ...fields } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  const make = async (tx: Tx): Promise<CreateQueueOutput> => {
    await requireReviewers(tx, projectId, reviewerIds)
    if (!rubricVersionId) await createDefaultRubrics(tx, projectId, createdById)
    const rubric = await tx.rubricVersion.findFirst({
      where: {
        ...{ projectId, stage: input.stage },
        ...(rubricVersionId ? { id: rubricVersionId } : { key: { not: { startsWith: STUDY_RUBRIC_PREFIX } } }),
      },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    })
    if (!rubric) throw new ServiceError('invalid', 'No such rubric for this stage. Nothing was made; choose another.')
    const queue = await tx.reviewQueue.create({
      data: {
        ...fields,
        id: newId(),
        projectId,
        rubricVersionId: rubric.id,
        filter,
        createdById,
        reviewers: { create: reviewerIds.map((userId) => ({ userId })) },
      },
    })
    const filled = await fillQueue(tx, ctx.actor, queue, { filter, again })
    await writeAudit(tx, ctx, {
      action: 'queue.create',
      projectId,
      target: { kind: 'queue', id: queue.id },
      data: {
        ...{ slots: queue.slots, rule: queue.rule, startAt: queue.startAt, offersAmbiguous: queue.offersAmbiguous },
        ...{ reviewers: reviewerIds.length, added: filled.added },
      },
    })
    return { queueId: queue.id, ...filled }
  }
  const output = await inTransaction(ctx, make, FILL_TIMEOUT)
  await refreshStatistics(ctx.db, output.added)
  return output
}
