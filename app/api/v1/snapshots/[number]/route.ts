import { defineApi } from '@/lib/auth/define-api'
import { readSnapshotEndpoint } from '@/lib/core/api/snapshots'
import { listCertificates } from '@/lib/data/queries/certificates'
import { findSnapshot, findSnapshotProgress } from '@/lib/data/queries/snapshots'
import { notFound } from '@/lib/services/errors'

export const GET = defineApi(readSnapshotEndpoint, async (ctx, { params: { number } }) => {
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  const { id, report } = snapshot
  const [progress, certificates] = await Promise.all([
    findSnapshotProgress(ctx, id),
    listCertificates(ctx, { projectId: ctx.projectId, snapshotId: id }),
  ])
  if (!progress || !certificates) throw notFound('snapshot')
  return {
    ...snapshot,
    progress,
    counted: report !== null,
    exclusions: report && { ...report.left },
    certificates: certificates.map(({ status, plan, document }) => ({
      ...{ status, share: plan.share, lower: document?.result.lower ?? null },
    })),
  }
})
