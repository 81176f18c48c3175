import { defineApi } from '@/lib/auth/define-api'
import { readSnapshotEndpoint } from '@/lib/core/api/snapshots'
import { findSnapshot } from '@/lib/data/queries/snapshots'
import { notFound } from '@/lib/services/errors'

export const GET = defineApi(readSnapshotEndpoint, async (ctx, { params: { number } }) => {
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  const { report } = snapshot
  return { ...snapshot, counted: report !== null, exclusions: report && { ...report.left } }
})
