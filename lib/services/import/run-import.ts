import type pg from 'pg'
import type { ImportReport } from '@/lib/core/import/report'
import { newId } from '@/lib/data/id'
import { inRawTransaction } from '@/lib/data/raw'
import { ServiceError } from '../errors'
import { buildReport } from './build-report'
import { type Merged, mergeStaging } from './merge'
import { readableFiles, type StagedImport, type StageInput, stageImport } from './stage-import'
import { compareStaging } from './staging'

/** Reads everything and compares it with the project. Writes nothing but temporary tables of this connection. */
export async function previewFiles(client: pg.Client, input: StageInput): Promise<ImportReport> {
  const staged = await stageImport(client, input)
  await compare(client, input, staged)
  return buildReport(client, input.projectId, staged, input.options)
}

export interface ApplyInput extends StageInput {
  batchId: string
  userId: string | null
  /** Called under the lock, before anything is read: false when there is nothing left to do. */
  stillWanted?(): Promise<boolean>
  /** Writes the batch and the audit event in the import's own transaction. */
  settle(report: ImportReport, merged: Merged): Promise<void>
}
export interface Applied {
  report: ImportReport
  merged: Merged
}

/** Reads everything again and puts it into place, all or nothing. One import a project at a time; another waits here. */
export async function applyFiles(client: pg.Client, input: ApplyInput): Promise<Applied | null> {
  await client.query(`select pg_advisory_lock(hashtextextended('plumbline.import.' || $1, 0))`, [input.projectId])
  if (input.stillWanted && !(await input.stillWanted())) return null
  const staged = await stageImport(client, input)
  refuseFailedFiles(staged)
  const applied = await inRawTransaction(client, async () => {
    await compare(client, input, staged)
    const report = await buildReport(client, input.projectId, staged, input.options)
    const { projectId, batchId, userId, options } = input
    const { catalogue } = staged
    const merged = await mergeStaging(client, { projectId, batchId, userId, catalogue, severities: options.severities })
    await keepQuarantine(client, input, staged)
    await input.settle(report, merged)
    return { report, merged }
  })
  if (applied.merged.chains >= ANALYZE_FROM) await client.query('analyze items, revisions, findings')
  return applied
}

/** From this many new rows on, the planner should not wait for autovacuum to hear of them. */
const ANALYZE_FROM = 5_000

function compare(client: pg.Client, { projectId, sources }: StageInput, staged: StagedImport): Promise<void> {
  const readable = readableFiles(staged)
  const broken = sources.flatMap((_, index) => (readable.has(index) ? [] : [index]))
  return compareStaging(client, projectId, broken)
}

function refuseFailedFiles({ files, problems }: StagedImport): void {
  const failed = files.filter((file) => file.failed)
  if (failed.length === 0) return
  const why = problems.result.shown.find(({ severity, file }) => severity === 'FATAL' && file === failed[0]?.name)
  const place = why?.line ? `, line ${why.line}` : ''
  throw new ServiceError(
    'invalid',
    `${failed[0]?.name}${place}: ${why?.message ?? 'it could not be read.'} Nothing was imported. Mend the file or leave it out, and import again.`,
  )
}

async function keepQuarantine(client: pg.Client, { projectId, batchId }: ApplyInput, { quarantine }: StagedImport) {
  if (quarantine.length === 0) return
  const column = <K extends keyof (typeof quarantine)[number]>(key: K) => quarantine.map((row) => row[key])
  await client.query(
    `insert into quarantined_rows (id, project_id, batch_id, file, line, path, code, message, raw)
     select id, $1, $2, file, line, path, code, message, raw
     from unnest($3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[])
       as kept(id, file, line, path, code, message, raw)`,
    [
      projectId,
      batchId,
      quarantine.map(() => newId()),
      column('file'),
      column('line'),
      column('path'),
      column('code'),
      column('message'),
      column('raw'),
    ],
  )
}
