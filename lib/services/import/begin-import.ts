import { z } from 'zod'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { requireImporter } from './load-batch'

export const beginImportInput = z.strictObject({ projectId: z.uuid() })

/** Opens an import that files can be uploaded to. */
export async function beginImport(
  ctx: Ctx,
  { projectId }: z.infer<typeof beginImportInput>,
): Promise<{ batchId: string }> {
  await requireImporter(ctx, projectId)
  const id = newId()
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  await inTransaction(ctx, async (tx) => {
    await tx.importBatch.create({ data: { id, projectId, files: [], createdById } })
    await writeAudit(tx, ctx, { action: 'import.begin', projectId, target: { kind: 'import', id } })
  })
  return { batchId: id }
}
