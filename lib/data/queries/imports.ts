import {
  type BatchFile,
  batchFilesSchema,
  type ImportOptions,
  type ImportProgress,
  importOptionsSchema,
  importProgressSchema,
} from '@/lib/core/import/batch'
import { type ImportReport, importReportSchema } from '@/lib/core/import/report'
import { canCurate } from '@/lib/core/policy/policies'
import type { Ctx } from '@/lib/services/context'
import { factsFor } from '@/lib/services/context'

export interface ImportState {
  id: string
  status: 'STAGED' | 'PREVIEWED' | 'APPLYING' | 'APPLIED' | 'FAILED' | 'DISCARDED'
  files: BatchFile[]
  options: ImportOptions
  report: ImportReport | null
  progress: ImportProgress
  error: string | null
  createdAt: Date
  appliedAt: Date | null
}

type Row = Omit<ImportState, 'files' | 'options' | 'report' | 'progress'> &
  Record<'files' | 'options' | 'report' | 'progress', unknown>

const select = {
  id: true,
  status: true,
  files: true,
  options: true,
  report: true,
  progress: true,
  error: true,
  createdAt: true,
  appliedAt: true,
} as const

const toState = ({ files, options, report, progress, ...row }: Row): ImportState => ({
  ...row,
  files: batchFilesSchema.parse(files),
  options: importOptionsSchema.parse(options),
  report: importReportSchema.safeParse(report).data ?? null,
  progress: importProgressSchema.parse(progress),
})

/** One import of a project, for those who may import there; null to all others. */
export async function findImport(ctx: Ctx, projectId: string, batchId: string): Promise<ImportState | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const row = await ctx.db.importBatch.findUnique({ where: { id: batchId, projectId }, select })
  return row && toState(row)
}

export interface ImportRow {
  id: string
  status: ImportState['status']
  fileNames: string[]
  /** Items that were new, by stage; null before anything was read. */
  fresh: { chains: number; instructions: number; responses: number } | null
  createdAt: Date
  appliedAt: Date | null
}

/** The project's latest imports, newest first. */
export async function listImports(ctx: Ctx, projectId: string, take = 10): Promise<ImportRow[]> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.importBatch.findMany({
    where: { projectId, status: { in: ['APPLIED', 'APPLYING', 'FAILED'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    select,
  })
  return rows.map(toState).map(({ id, status, files, report, createdAt, appliedAt }) => ({
    id,
    status,
    fileNames: files.map(({ name }) => name),
    fresh: report && {
      chains: report.kinds.chains.fresh,
      instructions: report.kinds.instructions.fresh,
      responses: report.kinds.responses.fresh,
    },
    createdAt,
    appliedAt,
  }))
}

export interface ImportPlace {
  at: string
  id: string
}

/** All imports of a project, the newest first; null to those who may not import there. */
export async function pageImports(
  ctx: Ctx,
  { projectId, before, limit }: { projectId: string; before: ImportPlace | null; limit: number },
): Promise<{ rows: ImportState[]; after: ImportPlace | null } | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const older = before && [
    { createdAt: { lt: new Date(before.at) } },
    { createdAt: new Date(before.at), id: { lt: before.id } },
  ]
  const rows = await ctx.db.importBatch.findMany({
    where: { projectId, ...(older && { OR: older }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select,
  })
  const page = rows.slice(0, limit).map(toState)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { rows: page, after: last ? { at: last.createdAt.toISOString(), id: last.id } : null }
}
