import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { rubricContentSchema } from '@/lib/core/review/rubric'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound } from '../errors'
import { retryConflicts } from '../retry-conflicts'

export const createRubricVersionInput = z
  .object({
    projectId: z.uuid(),
    /** The rubric that this is a version of; a new key starts a new rubric. */
    key: z
      .string()
      .max(64)
      .regex(/^[a-z][a-z0-9_-]*$/, 'Lower-case letters, digits and hyphens'),
    stage: z.enum(['CHAIN', 'INSTRUCTION', 'RESPONSE']).default('CHAIN'),
    content: rubricContentSchema,
  })
  .refine(
    ({ stage, content: { criteria, reasons } }) => stage === 'RESPONSE' || (criteria.length > 0 && reasons.length > 0),
    {
      path: ['content'],
      message: 'It needs at least one criterion and one reason: only responses are judged by labels alone',
    },
  )
export type CreateRubricVersionInput = z.infer<typeof createRubricVersionInput>

/** A rubric never changes: what was judged by its words stays judged by them. A change is the next version. */
export async function createRubricVersion(
  ctx: Ctx,
  input: CreateRubricVersionInput,
): Promise<{ id: string; version: number }> {
  const { projectId, key, stage, content } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const { _max } = await tx.rubricVersion.aggregate({ where: { projectId, key }, _max: { version: true } })
      const id = newId()
      const version = (_max.version ?? 0) + 1
      const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
      await tx.rubricVersion.create({ data: { id, projectId, key, version, stage, createdById, ...content } })
      await writeAudit(tx, ctx, {
        action: 'rubric.create-version',
        projectId,
        target: { kind: 'rubric', id },
        data: { key, version },
      })
      return { id, version }
    }),
  )
}
