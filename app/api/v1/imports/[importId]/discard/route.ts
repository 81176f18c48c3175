import { defineApi } from '@/lib/auth/define-api'
import { discardImportEndpoint } from '@/lib/core/api/imports'
import { discardImport } from '@/lib/services/import/discard-import'

export const POST = defineApi(discardImportEndpoint, async (ctx, { params: { importId } }) => {
  const { batchId } = await discardImport(ctx, { batchId: importId })
  return { id: batchId }
})
