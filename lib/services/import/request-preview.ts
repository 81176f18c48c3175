import { z } from 'zod'
import { IMPORT_FORMATS } from '@/lib/core/import/formats'
import { rowOptionsSchema } from '@/lib/core/import/row-options'
import { enqueue } from '@/lib/jobs/enqueue'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadBatch } from './load-batch'

export const requestPreviewInput = z.strictObject({
  batchId: z.uuid(),
  /** By file id: the format to read it as; null: as detected. Files not named stay as they are. */
  formats: z.record(z.uuid(), z.enum(IMPORT_FORMATS).nullable()).default({}),
  /** Files to leave out for good. */
  without: z.array(z.uuid()).default([]),
  /** Which rows of conversations, and whose; absent: as before. */
  rows: rowOptionsSchema.optional(),
})

/** Asks for a preview of the files as they are now. Nothing is written to the project. */
export async function requestPreview(
  ctx: Ctx,
  { batchId, formats, without, rows }: z.output<typeof requestPreviewInput>,
): Promise<{ batchId: string }> {
  return inTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from import_batches where id = ${batchId}::uuid for update`
    const batch = await loadBatch(ctx, batchId, tx)
    if (batch.status !== 'STAGED' && batch.status !== 'PREVIEWED' && batch.status !== 'FAILED')
      throw new ServiceError('conflict', 'This import has been applied or discarded. Start a new one.')
    const files = batch.files
      .filter(({ id }) => !without.includes(id))
      .map((file) => ({ ...file, given: formats[file.id] === undefined ? file.given : (formats[file.id] ?? null) }))
    if (files.length === 0) throw new ServiceError('invalid', 'There is no file to read. Add one first.')
    await tx.importBatch.update({
      where: { id: batchId },
      data: {
        ...{ files, status: 'STAGED', report: {}, error: null, progress: { phase: 'WAITING' } },
        ...(rows && { options: { ...batch.options, rows } }),
      },
    })
    await enqueue(tx, 'previewImport', { batchId })
    return { batchId }
  })
}
