import type { AuditFile } from '@/lib/core/audit/filter'
import { toCsv, toCsvRows } from '@/lib/core/export/csv'
import { canAdminister } from '@/lib/core/policy/policies'
import { type AuditFilter, type AuditRow, listAudit } from '@/lib/data/queries/audit'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export interface ExportAuditInput {
  projectId: string
  filter: AuditFilter
  file: AuditFile
}

const PAGE = 1_000
const COLUMNS = ['at', 'action', 'actor', 'actor_kind', 'actor_id', 'target_kind', 'target_id', 'data', 'ip', 'id']

/**
 * The log as the filter narrows it, newest first, in pieces; that it was taken out stands in it, and is the first line of
 * what an unfiltered file holds. What happens while it is written is newer, and not in it.
 */
export async function exportAudit(
  ctx: Ctx,
  { projectId, filter, file }: ExportAuditInput,
): Promise<AsyncGenerator<string>> {
  if (!canAdminister(factsFor(ctx.actor, projectId))) throw notFound('project')
  const narrowed = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, ctx, { action: 'audit-log.export', projectId, data: { file, ...narrowed } }),
  )
  return write(ctx, { projectId, filter, file })
}

async function* write(ctx: Ctx, { projectId, filter, file }: ExportAuditInput): AsyncGenerator<string> {
  if (file === 'csv') yield toCsv(COLUMNS, [])
  let before: string | null = null
  do {
    const page = await listAudit(ctx, projectId, filter, { before, limit: PAGE })
    if (!page) return
    if (page.rows.length > 0) yield file === 'csv' ? lines(page.rows) : page.rows.map(line).join('')
    before = page.next
  } while (before !== null)
}

function facts({ id, at, action, actor, actorKind, actorId, targetKind, targetId, data, ip }: AuditRow) {
  return { at: at.toISOString(), action, actor, actorKind, actorId, targetKind, targetId, data, ip, id }
}

const line = (row: AuditRow) => `${JSON.stringify(facts(row))}\n`

const lines = (rows: AuditRow[]) =>
  toCsvRows(
    rows
      .map(facts)
      .map(({ at, action, actor, actorKind, actorId, targetKind, targetId, data, ip, id }) => [
        ...[at, action, actor, actorKind, actorId, targetKind, targetId],
        ...[data === null ? null : JSON.stringify(data), ip, id],
      ]),
  )
