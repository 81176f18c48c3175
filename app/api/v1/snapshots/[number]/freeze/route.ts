import { defineApi } from '@/lib/auth/define-api'
import { freezeSnapshotEndpoint } from '@/lib/core/api/snapshots'
import { findSnapshot } from '@/lib/data/queries/snapshots'
import { notFound } from '@/lib/services/errors'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'

export const POST = defineApi(freezeSnapshotEndpoint, async (ctx, { params: { number } }) => {
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  await freezeSnapshot(ctx, { snapshotId: snapshot.id })
  return { number }
})
