import { type BatchFile, batchFilesSchema, type ImportOptions, importOptionsSchema } from '@/lib/core/import/batch'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { type Ctx, factsFor } from '../context'
import { notFound, ServiceError } from '../errors'
import type { ImportSource } from './read-source'
import { uploadPath } from './upload-folder'

export interface LoadedBatch {
  id: string
  projectId: string
  status: 'STAGED' | 'PREVIEWED' | 'APPLYING' | 'APPLIED' | 'FAILED' | 'DISCARDED'
  files: BatchFile[]
  options: ImportOptions
  createdById: string | null
}

/** The actor may import into the project. Missing and invisible look alike. */
export async function requireImporter(ctx: Ctx, projectId: string): Promise<void> {
  const facts = factsFor(ctx.actor, projectId)
  const project = await ctx.db.project.findUnique({
    where: { id: projectId, archivedAt: null },
    select: { id: true },
  })
  if (!project || !canRead(facts)) throw notFound('project')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Importing needs the curator role in this project.')
}

/** The import, if the actor may see and run it. */
export async function loadBatch(ctx: Ctx, batchId: string, db: Db = ctx.db): Promise<LoadedBatch> {
  const batch = await db.importBatch.findUnique({ where: { id: batchId } })
  if (!batch) throw notFound('import')
  const facts = factsFor(ctx.actor, batch.projectId)
  if (!canRead(facts)) throw notFound('import')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Importing needs the curator role in this project.')
  return {
    id: batch.id,
    projectId: batch.projectId,
    status: batch.status,
    files: batchFilesSchema.parse(batch.files),
    options: importOptionsSchema.parse(batch.options),
    createdById: batch.createdById,
  }
}

export const sourcesOf = ({ id, files }: LoadedBatch): ImportSource[] =>
  files.map((file) => ({ name: file.name, path: uploadPath(id, file.id), format: file.given }))
