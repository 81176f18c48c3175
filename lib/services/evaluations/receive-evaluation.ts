import { mkdir } from 'node:fs/promises'
import { displayName } from '@/lib/core/import/batch'
import { canCurate } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound } from '../errors'
import { storeUpload } from '../import/store-upload'
import { removeUploads, uploadFolder, uploadPath } from '../import/upload-folder'
import type { ReceiveEvaluationInput } from './evaluation-input'

/** Takes a file in, which a worker then reads (`readEvaluation`). The body is read only after the actor may. */
export async function receiveEvaluation(
  ctx: Ctx,
  { projectId, name, body, ...asked }: ReceiveEvaluationInput & { body: AsyncIterable<Uint8Array> },
): Promise<{ importId: string }> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const id = newId()
  await mkdir(uploadFolder(id), { recursive: true, mode: 0o700 })
  try {
    const { sha256, size } = await storeUpload(uploadPath(id, id), body)
    await inTransaction(ctx, async (tx) => {
      const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
      await tx.evaluationImport.create({
        data: { id, projectId, file: displayName(name), bytes: size, sha256, asked, createdById },
        select: { id: true },
      })
      await writeAudit(tx, ctx, {
        action: 'evaluation.receive',
        projectId,
        target: { kind: 'evaluation-import', id },
        data: { sha256, bytes: size },
      })
      await enqueue(tx, 'readEvaluation', { importId: id })
    })
  } catch (error) {
    await removeUploads(id)
    throw error
  }
  return { importId: id }
}
