import { defineApiFile } from '@/lib/auth/define-api'
import { readExportEndpoint } from '@/lib/core/api/exports'
import { PART_WORDS } from '@/lib/core/snapshot/spec'
import { downloadSnapshot } from '@/lib/services/snapshots/download-snapshot'

export const GET = defineApiFile(readExportEndpoint, async (ctx, { params: { number, format }, query }) => {
  const { part = null } = query
  const asked = { projectId: ctx.projectId, number, format, part }
  const { pieces, delivery, snapshot } = await downloadSnapshot(ctx, asked)
  return {
    pieces,
    mediaType: delivery.mediaType,
    name: `snapshot-${number}-${format}${part ? `-${PART_WORDS[part]}` : ''}.${delivery.extension}`,
    headers: { 'X-Snapshot-SHA256': snapshot.hash },
  }
})
