import { withRaw } from '@/lib/data/raw'
import { writeAuditRaw } from '../audit'
import type { Ctx } from '../context'
import { tellWebhooksRaw } from '../webhooks/tell-webhooks'
import { loadBatch, sourcesOf } from './load-batch'
import { failBatch, trackProgress } from './progress'
import { type Applied, applyFiles } from './run-import'
import { removeUploads } from './upload-folder'

/**
 * Puts a requested import into place. Rows, batch and audit event are one transaction, under a lock of the project:
 * run twice, or killed at any point and run again, it is done once.
 */
export async function applyBatch(ctx: Ctx, batchId: string, signal?: AbortSignal): Promise<Applied | null> {
  const batch = await loadBatch(ctx, batchId)
  if (batch.status !== 'APPLYING') return null
  const { projectId, options, createdById } = batch
  const progress = trackProgress(ctx.db, batchId)
  try {
    const applied = await withRaw(ctx.db, 'plumbline import', (client) =>
      applyFiles(client, {
        projectId,
        batchId,
        userId: createdById,
        sources: sourcesOf(batch),
        options,
        onProgress: progress.reading,
        signal,
        async stillWanted() {
          const { rows } = await client.query('select status from import_batches where id = $1', [batchId])
          return rows[0]?.status === 'APPLYING'
        },
        async settle(report, merged) {
          // A progress update that is still under way would wait for this row, and this row for it.
          await progress.stop()
          await client.query(
            `update import_batches set status = 'APPLIED', applied_at = now(), error = null, report = $2, progress = $3
             where id = $1`,
            [batchId, JSON.stringify(report), JSON.stringify({ phase: 'DONE', done: 1, total: 1 })],
          )
          await writeAuditRaw(client, ctx, {
            action: 'import.apply',
            projectId,
            target: { kind: 'import', id: batchId },
            data: { ...merged, requestedBy: createdById },
          })
          const { chains, instructions, responses } = merged
          const told = { id: batchId, chains, instructions, responses }
          await tellWebhooksRaw(client, { projectId, event: 'import.applied', data: told })
        },
      }),
    )
    await removeUploads(batchId)
    return applied
  } catch (error) {
    await progress.stop()
    await failBatch(ctx.db, batchId, 'APPLYING', error)
    throw error
  }
}
