import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { EvaluationProgress, ImportedEvaluation } from '@/lib/core/evaluation/views'
import { displayName } from '@/lib/core/import/batch'
import { canCurate } from '@/lib/core/policy/policies'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import type { ReceiveEvaluationInput } from './evaluation-input'
import { LogProblem } from './read-log'
import { AT_MOST_MS, takeIn } from './take-in'

interface FileInput extends ReceiveEvaluationInput {
  path: string
  onProgress(progress: EvaluationProgress): void
}

/** A file that lies on this machine already, read here and now: for the command line. */
export async function importEvaluationFile(ctx: Ctx, input: FileInput): Promise<ImportedEvaluation> {
  if (!canCurate(factsFor(ctx.actor, input.projectId))) throw notFound('project')
  const file = displayName(input.name)
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  try {
    const sha256 = await hashFile(input.path)
    return await inTransaction(ctx, (tx) => takeIn(tx, ctx, { ...input, file, sha256, createdById }), AT_MOST_MS)
  } catch (error) {
    if (!(error instanceof LogProblem)) throw error
    throw new ServiceError('invalid', `${file}: ${error.message} Nothing was imported.`)
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
