import { defineApiUpload } from '@/lib/auth/define-api'
import { createImportEndpoint } from '@/lib/core/api/imports'
import { discardImport } from '@/lib/services/import/discard-import'
import { receiveImport } from '@/lib/services/import/receive-import'
import { requestPreview } from '@/lib/services/import/request-preview'

export const POST = defineApiUpload(
  createImportEndpoint,
  async (ctx, { name }, body) => {
    const value = await receiveImport(ctx, { projectId: ctx.projectId, name, body })
    return { value, hash: value.file.sha256, discard: () => discardImport(ctx, { batchId: value.batchId }) }
  },
  async (ctx, { batchId, file }, { format }) => {
    const formats = format ? { [file.id]: format } : {}
    const { batchId: id } = await requestPreview(ctx, { batchId, formats, without: [] })
    return { id }
  },
)
