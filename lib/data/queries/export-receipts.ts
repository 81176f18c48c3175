import { type FormatReport, formatReportSchema } from '@/lib/core/export/report'
import { canCurate } from '@/lib/core/policy/policies'
import type { Part } from '@/lib/core/snapshot/spec'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface ExportReceiptView {
  snapshot: string
  format: string
  bytes: number
  sha256: string
  report: FormatReport
  writtenAt: Date
}

interface Asked {
  projectId: string
  number: number
  format: string
  part: Part | null
}

/** What is known of every whole file of a snapshot, by its format; null to those who take nothing out. */
export async function listExportReceipts(
  ctx: Ctx,
  { projectId, snapshotId }: { projectId: string; snapshotId: string },
): Promise<ExportReceiptView[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const rows = await ctx.db.exportReceipt.findMany({
    where: { snapshotId, part: 'ALL', snapshot: { projectId, status: 'FROZEN' } },
    include: { snapshot: { select: { hash: true } } },
  })
  return rows.map(({ snapshot, format, bytes, sha256, report, writtenAt }) => ({
    ...{ snapshot: snapshot.hash ?? '', format, bytes: Number(bytes), sha256, writtenAt },
    report: formatReportSchema.parse(report),
  }))
}

/** What is known of a file that was written to its end; null where none was, and to those who take nothing out. */
export async function findExportReceipt(
  ctx: Ctx,
  { projectId, number, format, part }: Asked,
): Promise<ExportReceiptView | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const row = await ctx.db.exportReceipt.findFirst({
    where: { format, part: part ?? 'ALL', snapshot: { projectId, number, status: 'FROZEN' } },
    select: { bytes: true, sha256: true, report: true, writtenAt: true, snapshot: { select: { hash: true } } },
  })
  if (!row?.snapshot.hash) return null
  const { bytes, sha256, writtenAt } = row
  const report = formatReportSchema.parse(row.report)
  return { snapshot: row.snapshot.hash, format, bytes: Number(bytes), sha256, report, writtenAt }
}
