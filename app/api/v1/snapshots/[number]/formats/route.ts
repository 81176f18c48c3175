import { defineApi } from '@/lib/auth/define-api'
import { describeExportsEndpoint, listExportFormatsEndpoint } from '@/lib/core/api/exports'
import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { findSnapshot } from '@/lib/data/queries/snapshots'
import { notFound } from '@/lib/services/errors'
import { describeExports } from '@/lib/services/snapshots/describe-exports'

export const GET = defineApi(listExportFormatsEndpoint, async (ctx, { params: { number } }) => {
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  return { data: deliveriesOf(snapshot.stage) }
})

export const POST = defineApi(describeExportsEndpoint, async (ctx, { params: { number } }) => {
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  await describeExports(ctx, { snapshotId: snapshot.id })
  return { number }
})
