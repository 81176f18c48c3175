import { z } from 'zod'
import type { EvaluationImportView } from '@/lib/core/evaluation/views'
import { listEvaluationImports } from '@/lib/data/queries/evaluations'
import type { Ctx } from '../context'
import { notFound } from '../errors'

export const watchEvaluationInput = z.strictObject({ projectId: z.uuid(), importId: z.uuid() })

/** How far a file is read. Polled by the evaluations' page. */
export async function watchEvaluation(
  ctx: Ctx,
  { projectId, importId }: z.output<typeof watchEvaluationInput>,
): Promise<EvaluationImportView> {
  const [found] = (await listEvaluationImports(ctx, projectId, importId)) ?? []
  if (!found) throw notFound('import')
  return found
}
