import { defineApi } from '@/lib/auth/define-api'
import { readExportReceiptEndpoint } from '@/lib/core/api/exports'
import { PART_WORDS } from '@/lib/core/snapshot/spec'
import { findExportReceipt } from '@/lib/data/queries/export-receipts'
import { findSnapshot } from '@/lib/data/queries/snapshots'
import { notFound, ServiceError } from '@/lib/services/errors'

const BROKEN = 'A purge took the text of one of its rows: what the file was is not told any more.'

export const GET = defineApi(readExportReceiptEndpoint, async (ctx, { params: { number, format }, query }) => {
  const { part = null } = query
  const receipt = await findExportReceipt(ctx, { projectId: ctx.projectId, number, format, part })
  if (receipt) return { ...receipt, part: part && PART_WORDS[part] }
  const snapshot = await findSnapshot(ctx, { projectId: ctx.projectId, number })
  if (!snapshot) throw notFound('snapshot')
  if (snapshot.status === 'BROKEN') throw new ServiceError('conflict', BROKEN)
  throw new ServiceError('not_found', 'Nobody took this file out to its end yet. Take it out, then ask again.')
})
