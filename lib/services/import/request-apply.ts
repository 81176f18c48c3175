import { z } from 'zod'
import { importOptionsSchema } from '@/lib/core/import/batch'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadBatch } from './load-batch'

export const requestApplyInput = z.strictObject({ batchId: z.uuid(), ...importOptionsSchema.shape })

/** Sets a previewed import to work. Asked for twice, it is done once and the second answer is the same. */
export async function requestApply(
  ctx: Ctx,
  { batchId, ...options }: z.output<typeof requestApplyInput>,
): Promise<{ batchId: string }> {
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from import_batches where id = ${batchId}::uuid for update`
    const batch = await loadBatch(ctx, batchId, tx)
    if (batch.status === 'APPLYING' || batch.status === 'APPLIED') return { batchId }
    if (batch.status !== 'PREVIEWED')
      throw new ServiceError('conflict', 'This import has no preview of its present files. Look at the preview first.')
    await tx.importBatch.update({
      where: { id: batchId },
      // Rows are those of the preview, unless others are asked for.
      data: {
        status: 'APPLYING',
        options: { rows: batch.options.rows, ...options },
        error: null,
        progress: { phase: 'WAITING' },
      },
    })
    await writeAudit(tx, ctx, {
      action: 'import.request',
      projectId: batch.projectId,
      target: { kind: 'import', id: batchId },
      data: { files: batch.files.map(({ name, size, sha256 }) => ({ name, size, sha256 })), ...options },
    })
    await enqueue(tx, 'applyImport', { batchId })
    return { batchId }
  })
}
