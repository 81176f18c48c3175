import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { batchFilesSchema, type ImportOptions, importOptionsSchema } from '@/lib/core/import/batch'
import type { ImportFormat } from '@/lib/core/import/formats'
import { mendRecord } from '@/lib/core/import/mend'
import type { ImportReport } from '@/lib/core/import/report'
import { canCurate } from '@/lib/core/policy/policies'
import { withRaw } from '@/lib/data/raw'
import { writeAuditRaw } from '../audit'
import { type Ctx, factsFor } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { applyFiles } from './run-import'

export const mendRowInput = z.strictObject({
  rowId: z.uuid(),
  field: z.enum(['instructions', 'record']),
  text: z.string().min(1).max(300_000),
})
export interface MendRowOutput {
  /** New ones; what the project had already is not counted. */
  chains: number
  instructions: number
  responses: number
}

/** Imports a record that was left out, as a person has mended it; once. What was in the file stays kept beside it. */
export async function mendRow(ctx: Ctx, { rowId, field, text }: z.output<typeof mendRowInput>): Promise<MendRowOutput> {
  const { userId } = requireUser(ctx)
  const row = await ctx.db.quarantinedRow.findUnique({ where: { id: rowId } })
  if (!row || !canCurate(factsFor(ctx.actor, row.projectId))) throw notFound('record')
  if (row.resolvedAt) throw new ServiceError('conflict', 'It was mended already. Nothing was changed.')
  const { projectId, batchId } = row
  const batch = await ctx.db.importBatch.findUniqueOrThrow({
    where: { id: batchId },
    select: { files: true, options: true },
  })
  const format = formatOf(batch.files, row.file)
  if (!format) throw new ServiceError('invalid', 'It is not known how its file was read. Nothing was changed.')
  const mended = mendRecord(format, row, { field, text })
  if (!mended.ok) throw new ServiceError('invalid', 'Nothing was imported.', { text: [mended.message] })
  return withFile(mended.content, async (at) => {
    const applied = await withRaw(ctx.db, 'plumbline mend', (client) =>
      applyFiles(client, {
        ...{ projectId, batchId, userId, options: optionsOf(batch.options), onProgress: () => {} },
        sources: [{ name: row.file, path: at, format, asJson: true }],
        async settle(report, { chains, instructions, responses }) {
          refuseLeftOut(report)
          const { rowCount } = await client.query(
            'update quarantined_rows set resolved_at = now(), resolved_by_id = $2 where id = $1 and resolved_at is null',
            [rowId, userId],
          )
          if (rowCount === 0) throw new ServiceError('conflict', 'Somebody mended it meanwhile. Nothing was changed.')
          const target = { kind: 'quarantined-row', id: rowId }
          await writeAuditRaw(client, ctx, {
            action: 'import.mend',
            projectId,
            target,
            data: { batchId, chains, instructions, responses },
          })
        },
      }),
    )
    const { chains = 0, instructions = 0, responses = 0 } = applied?.merged ?? {}
    return { chains, instructions, responses }
  })
}

/** How its file was read. */
function formatOf(files: unknown, name: string): ImportFormat | null {
  const file = batchFilesSchema.parse(files).find((one) => one.name === name)
  return file?.given ?? file?.detected ?? null
}

/** Somebody wants this very row: no filter and no draw keeps it out. */
function optionsOf(stored: unknown): ImportOptions {
  const { rows, ...options } = importOptionsSchema.parse(stored)
  return rows ? { ...options, rows: { ...rows, minSteps: 0, maxTurns: null, sample: null } } : options
}

/** What reads well by itself may still lack what only other files have. */
function refuseLeftOut({ problems }: ImportReport): void {
  const left = problems.shown.find(({ severity }) => severity === 'ERROR')
  if (left) throw new ServiceError('invalid', 'Nothing was imported.', { text: [left.message] })
}

async function withFile<T>(content: string, use: (at: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-mend-'))
  try {
    const at = path.join(folder, 'record.json')
    await writeFile(at, content)
    return await use(at)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
