import type { ImportReport } from '@/lib/core/import/report'
import type { Prisma } from '@/lib/data/client'
import { withRaw } from '@/lib/data/raw'
import type { Ctx } from '../context'
import { loadBatch, sourcesOf } from './load-batch'
import { failBatch, trackProgress } from './progress'
import { previewFiles } from './run-import'

/** Reads the files of a staged import and keeps the report with it. Safe to run again. */
export async function previewBatch(ctx: Ctx, batchId: string, signal?: AbortSignal): Promise<ImportReport | null> {
  const batch = await loadBatch(ctx, batchId)
  if (batch.status !== 'STAGED') return null
  const progress = trackProgress(ctx.db, batchId)
  try {
    const { projectId, options } = batch
    const report = await withRaw(ctx.db, 'plumbline import preview', (client) =>
      previewFiles(client, { projectId, sources: sourcesOf(batch), options, onProgress: progress.reading, signal }),
    )
    await progress.stop()
    // Files or formats that changed meanwhile have asked for a preview of their own.
    await ctx.db.importBatch.updateMany({
      where: { id: batchId, status: 'STAGED', files: { equals: batch.files as Prisma.InputJsonValue } },
      data: { status: 'PREVIEWED', report: report as Prisma.InputJsonValue, error: null, progress: { phase: 'DONE' } },
    })
    return report
  } catch (error) {
    await progress.stop()
    await failBatch(ctx.db, batchId, 'STAGED', error)
    throw error
  }
}
