import { canSpend } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'

/** The id of a project's run by its number; null when it is not there, or not theirs to see. */
export async function findRunId({ actor, db }: Ctx, projectId: string, number: number): Promise<string | null> {
  if (!canSpend(factsFor(actor, projectId))) return null
  const key = { projectId_number: { projectId, number } }
  return (await db.generationRun.findUnique({ where: key, select: { id: true } }))?.id ?? null
}
