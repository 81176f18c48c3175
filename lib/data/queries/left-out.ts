import { batchFilesSchema } from '@/lib/core/import/batch'
import { canCurate } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'

/** A record that an import left out; never its text. */
export interface LeftOutRow {
  id: string
  file: string
  line: number | null
  path: string | null
  code: string
  message: string
  importedAt: Date
  resolvedAt: Date | null
  /** It can be mended here, and not only in its file. */
  mendable: boolean
}

const SHOWN = 200

/** What imports of a project left out, those that wait first; at most 200 of `total`. Null to those who do not import. */
export async function listLeftOut(
  ctx: Ctx,
  projectId: string,
  batchId?: string,
): Promise<{ rows: LeftOutRow[]; total: number; waiting: number } | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const where = { projectId, ...(batchId && { batchId }) }
  const [rows, total, waiting] = await Promise.all([
    ctx.db.quarantinedRow.findMany({
      where,
      select: { ...columns },
      orderBy: [{ resolvedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
      take: SHOWN,
    }),
    ctx.db.quarantinedRow.count({ where }),
    ctx.db.quarantinedRow.count({ where: { ...where, resolvedAt: null } }),
  ])
  return { rows: await withBatches(ctx, rows), total, waiting }
}

/** One of them; null where it is not, or not theirs. */
export async function findLeftOut(ctx: Ctx, projectId: string, rowId: string): Promise<LeftOutRow | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const row = await ctx.db.quarantinedRow.findUnique({ where: { id: rowId, projectId }, select: { ...columns } })
  return row ? ((await withBatches(ctx, [row]))[0] ?? null) : null
}

const columns = {
  ...{ id: true, batchId: true, file: true, line: true, path: true },
  ...{ code: true, message: true, resolvedAt: true },
} as const

type Row = Omit<LeftOutRow, 'importedAt' | 'mendable'> & { batchId: string }

async function withBatches(ctx: Ctx, rows: Row[]): Promise<LeftOutRow[]> {
  const batches = await ctx.db.importBatch.findMany({
    where: { id: { in: rows.map(({ batchId }) => batchId) } },
    select: { id: true, files: true, createdAt: true, appliedAt: true },
  })
  return rows.flatMap(({ batchId, ...row }) => {
    const batch = batches.find(({ id }) => id === batchId)
    if (!batch) return []
    const file = batchFilesSchema.parse(batch.files).find(({ name }) => name === row.file)
    const mendable = Boolean(file?.given ?? file?.detected)
    return [{ ...row, importedAt: batch.appliedAt ?? batch.createdAt, mendable }]
  })
}
