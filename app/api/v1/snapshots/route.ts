import { defineApi } from '@/lib/auth/define-api'
import { requirePlace } from '@/lib/auth/require-place'
import { numberPlace, toCursor } from '@/lib/core/api/cursor'
import { createSnapshotEndpoint, listSnapshotsEndpoint } from '@/lib/core/api/snapshots'
import { listSnapshots } from '@/lib/data/queries/snapshots'
import { notFound } from '@/lib/services/errors'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'

export const GET = defineApi(listSnapshotsEndpoint, async (ctx, { query: { cursor, limit } }) => {
  const before = requirePlace(cursor, numberPlace)?.number ?? null
  const page = await listSnapshots(ctx, { projectId: ctx.projectId, before, limit })
  if (!page) throw notFound('project')
  return { data: page.rows, next: page.after === null ? null : toCursor({ number: page.after }) }
})

export const POST = defineApi(createSnapshotEndpoint, async (ctx, { body }) => {
  const { snapshotId, number } = await draftSnapshot(ctx, { ...body, projectId: ctx.projectId })
  return { id: snapshotId, number }
})
