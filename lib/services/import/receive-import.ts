import type { ImportFormat } from '@/lib/core/import/formats'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { requireImporter } from './load-batch'
import type { SpooledImport } from './spool-import'

export interface ReceiveImportInput extends SpooledImport {
  projectId: string
  /** Null: as detected. */
  format: ImportFormat | null
}

/** An import of one file that is in its place, and its preview asked for: both, or neither. */
export async function receiveImport(
  ctx: Ctx,
  { projectId, batchId: id, file, format }: ReceiveImportInput,
): Promise<{ batchId: string }> {
  await requireImporter(ctx, projectId)
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  return inTransaction(ctx, async (tx) => {
    const files = [{ ...file, given: format }]
    await tx.importBatch.create({ data: { id, projectId, files, createdById, progress: { phase: 'WAITING' } } })
    await writeAudit(tx, ctx, { action: 'import.begin', projectId, target: { kind: 'import', id } })
    await enqueue(tx, 'previewImport', { batchId: id })
    return { batchId: id }
  })
}
