import type { ImportedEvaluation } from '@/lib/core/evaluation/views'
import type { Ctx } from '@/lib/services/context'
import type { ReceiveEvaluationInput } from '@/lib/services/evaluations/evaluation-input'
import { readEvaluation } from '@/lib/services/evaluations/read-evaluation'
import { receiveEvaluation } from '@/lib/services/evaluations/receive-evaluation'
import { bodyOf } from './inspect-log'

/** A benchmark's file received and then read, as the worker does; throws what a failed import says. */
export async function bringIn(ctx: Ctx, bytes: Buffer, input: ReceiveEvaluationInput): Promise<ImportedEvaluation> {
  const { importId } = await receiveEvaluation(ctx, { ...input, body: bodyOf(bytes) })
  await readEvaluation({ ...ctx, actor: { kind: 'job', name: 'read-evaluation' } }, importId)
  const { error, result } = await ctx.db.evaluationImport.findUniqueOrThrow({ where: { id: importId } })
  if (error !== null) throw new Error(error)
  return result as unknown as ImportedEvaluation
}
