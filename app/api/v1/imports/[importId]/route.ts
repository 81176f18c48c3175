import { defineApi } from '@/lib/auth/define-api'
import { readImportEndpoint, tellImport } from '@/lib/core/api/imports'
import { findImport } from '@/lib/data/queries/imports'
import { notFound } from '@/lib/services/errors'

export const GET = defineApi(readImportEndpoint, async (ctx, { params: { importId } }) => {
  const state = await findImport(ctx, ctx.projectId, importId)
  if (!state) throw notFound('import')
  return tellImport(state)
})
