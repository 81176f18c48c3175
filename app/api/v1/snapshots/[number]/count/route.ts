import { defineApi } from '@/lib/auth/define-api'
import { countSnapshotEndpoint } from '@/lib/core/api/snapshots'
import { findSnapshot } from '@/lib/data/queries/snapshots'
import { notFound } from '@/lib/services/errors'
import { changeDraft } from '@/lib/services/snapshots/change-draft'

export const POST = defineApi(countSnapshotEndpoint, async (ctx, { params: { number }, body }) => {
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  const { id: snapshotId, name, spec } = snapshot
  await changeDraft(ctx, { snapshotId, name: body.name ?? name, spec: body.spec ?? spec })
  return { number }
})
