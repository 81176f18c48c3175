import { defineApi, defineApiUpload } from '@/lib/auth/define-api'
import { requirePlace } from '@/lib/auth/require-place'
import { timePlace, toCursor } from '@/lib/core/api/cursor'
import { createImportEndpoint, listImportsEndpoint, tellImport } from '@/lib/core/api/imports'
import { pageImports } from '@/lib/data/queries/imports'
import { notFound } from '@/lib/services/errors'
import { receiveImport } from '@/lib/services/import/receive-import'
import { spoolImport } from '@/lib/services/import/spool-import'

export const GET = defineApi(listImportsEndpoint, async (ctx, { query: { cursor, limit } }) => {
  const before = requirePlace(cursor, timePlace)
  const page = await pageImports(ctx, { projectId: ctx.projectId, before, limit })
  if (!page) throw notFound('project')
  return { data: page.rows.map(tellImport), next: page.after && toCursor(page.after) }
})

export const POST = defineApiUpload(
  createImportEndpoint,
  async (ctx, { name }, body) => {
    const value = await spoolImport(ctx, { projectId: ctx.projectId, name, body })
    return { value, hash: value.file.sha256, discard: value.discard }
  },
  async (ctx, { batchId, file }, { format = null }) => {
    const { batchId: id } = await receiveImport(ctx, { batchId, file, projectId: ctx.projectId, format })
    return { id }
  },
)
