import type { BatchFile, ImportOptions } from '@/lib/core/import/batch'
import type { ImportReport } from '@/lib/core/import/report'
import { newId } from '@/lib/data/id'
import { withRaw } from '@/lib/data/raw'
import { writeAuditRaw } from '../audit'
import type { Ctx } from '../context'
import { tellWebhooksRaw } from '../webhooks/tell-webhooks'
import { requireImporter } from './load-batch'
import type { ImportSource } from './read-source'
import { type Applied, applyFiles, previewFiles } from './run-import'

export interface ImportFilesInput {
  projectId: string
  sources: readonly ImportSource[]
  options: ImportOptions
  onProgress(done: number, total: number): void
}

/** A preview of files where they lie, for the command line. */
export async function previewImportFiles(ctx: Ctx, input: ImportFilesInput): Promise<ImportReport> {
  await requireImporter(ctx, input.projectId)
  return withRaw(ctx.db, 'plumbline import preview', (client) => previewFiles(client, input))
}

/** An import of files where they lie, without upload and preview: its batch is written with its rows, or not at all. */
export async function importFiles(ctx: Ctx, input: ImportFilesInput): Promise<Applied & { batchId: string }> {
  const { projectId, options } = input
  await requireImporter(ctx, projectId)
  const batchId = newId()
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const applied = await withRaw(ctx.db, 'plumbline import', (client) =>
    applyFiles(client, {
      ...input,
      batchId,
      userId,
      async settle(report, merged) {
        await client.query(
          `insert into import_batches (id, project_id, status, files, options, report, progress, created_by_id, applied_at)
           values ($1, $2, 'APPLIED', $3, $4, $5, $6, $7, now())`,
          [
            batchId,
            projectId,
            JSON.stringify(toBatchFiles(report, input.sources)),
            JSON.stringify(options),
            JSON.stringify(report),
            JSON.stringify({ phase: 'DONE', done: 1, total: 1 }),
            userId,
          ],
        )
        const files = report.files.map(({ name, size, sha256 }) => ({ name, size, sha256 }))
        await writeAuditRaw(client, ctx, {
          action: 'import.apply',
          projectId,
          target: { kind: 'import', id: batchId },
          data: { ...merged, files },
        })
        const { chains, instructions, responses } = merged
        const told = { id: batchId, chains, instructions, responses }
        await tellWebhooksRaw(client, { projectId, event: 'import.applied', data: told })
      },
    }),
  )
  return { ...applied!, batchId }
}

const toBatchFiles = (report: ImportReport, sources: readonly ImportSource[]): BatchFile[] =>
  report.files.map(({ name, size, sha256, format, formatBy }, index) => ({
    id: newId(),
    name,
    size,
    sha256,
    detected: formatBy === 'DETECTED' ? format : null,
    given: sources[index]?.format ?? null,
  }))
