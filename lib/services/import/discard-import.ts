import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadBatch } from './load-batch'
import { removeUploads } from './upload-folder'

export const discardImportInput = z.strictObject({ batchId: z.uuid() })

/** Ends an import that was not applied and removes its files. */
export async function discardImport(
  ctx: Ctx,
  { batchId }: z.infer<typeof discardImportInput>,
): Promise<{ batchId: string }> {
  await inTransaction(ctx, async (tx) => {
    const batch = await loadBatch(ctx, batchId, tx)
    const ended = await tx.importBatch.updateMany({
      where: { id: batchId, status: { in: ['STAGED', 'PREVIEWED', 'FAILED', 'DISCARDED'] } },
      data: { status: 'DISCARDED' },
    })
    if (ended.count === 0)
      throw new ServiceError('conflict', 'This import is being applied, or has been; it can no longer be discarded.')
    await writeAudit(tx, ctx, {
      action: 'import.discard',
      projectId: batch.projectId,
      target: { kind: 'import', id: batchId },
    })
  })
  await removeUploads(batchId)
  return { batchId }
}
