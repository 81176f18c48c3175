import { defineApi } from '@/lib/auth/define-api'
import { applyImportEndpoint } from '@/lib/core/api/imports'
import { requestApply } from '@/lib/services/import/request-apply'

export const POST = defineApi(applyImportEndpoint, async (ctx, { params: { importId }, body }) => {
  const { batchId } = await requestApply(ctx, { ...body, batchId: importId })
  return { id: batchId }
})
