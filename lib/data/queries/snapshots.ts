import { canCurate } from '@/lib/core/policy/policies'
import { type Exclusion, isExclusion } from '@/lib/core/snapshot/reasons'
import { type SnapshotReport, snapshotReportSchema } from '@/lib/core/snapshot/report'
import { type Part, type Side, type SnapshotSpec, snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { mayBeJudged } from './item-where'

export type SnapshotStatus = 'DRAFT' | 'BUILDING' | 'FROZEN' | 'FAILED' | 'BROKEN'

export interface SnapshotSummary {
  id: string
  number: number
  name: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  status: SnapshotStatus
  rows: number
  hash: string | null
  by: string | null
  createdAt: Date
  frozenAt: Date | null
  certificates: { status: string; share: number; lower: number | null }[]
}

const maySee = (ctx: Ctx, projectId: string) => canCurate(factsFor(ctx.actor, projectId))

/** A project's snapshots, the newest first; null to those who do not freeze. */
export async function listSnapshots(
  ctx: Ctx,
  { projectId, before, limit }: { projectId: string; before: number | null; limit: number },
): Promise<{ rows: SnapshotSummary[]; after: number | null } | null> {
  if (!maySee(ctx, projectId)) return null
  const rows = await ctx.db.$queryRaw<SnapshotSummary[]>`
    select s.id, s.number, s.name, s.stage::text, s.status::text, s.rows, s.hash, u.name as by, s.created_at as "createdAt",
      s.frozen_at as "frozenAt", coalesce((
        select jsonb_agg(jsonb_build_object('status', c.status, 'share', c.plan -> 'share',
          'lower', c.document -> 'result' -> 'lower') order by c.number) from certificates c where c.snapshot_id = s.id), '[]') as certificates
    from snapshots s left join users u on u.id = s.created_by_id
    where s.project_id = ${projectId}::uuid and (${before}::int is null or s.number < ${before}::int)
    order by s.number desc limit ${limit + 1}::int`
  const more = rows.length > limit
  return { rows: rows.slice(0, limit), after: more ? rows[limit - 1]!.number : null }
}

export interface SnapshotDetail extends Omit<SnapshotSummary, 'certificates'> {
  spec: SnapshotSpec
  /** Null until it was counted. */
  report: SnapshotReport | null
  blind: boolean
  edition: number
  error: string | null
}

export async function findSnapshot(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<SnapshotDetail | null> {
  if (!maySee(ctx, projectId)) return null
  const row = await ctx.db.snapshot.findUnique({ where: { projectId_number: { projectId, number } } })
  if (!row) return null
  const by = row.createdById
    ? await ctx.db.user.findUnique({ where: { id: row.createdById }, select: { name: true } })
    : null
  const { projectId: _project, createdById: _by, ...rest } = row
  return {
    ...rest,
    by: by?.name ?? null,
    spec: snapshotSpecSchema.parse(row.spec),
    report: row.report === null ? null : snapshotReportSchema.parse(row.report),
  }
}

export interface SnapshotProgressView {
  status: SnapshotStatus
  edition: number
  counted: boolean
  phase: string
  done: number
  total: number
}

/** How far counting or freezing is. */
export async function findSnapshotProgress(ctx: Ctx, snapshotId: string): Promise<SnapshotProgressView | null> {
  const [row] = await ctx.db.$queryRaw<(SnapshotProgressView & { projectId: string })[]>`
    select s.project_id as "projectId", s.status::text, s.edition, s.report is not null as counted,
      coalesce(p.phase, 'WAITING') as phase, coalesce(p.done, 0) as done, coalesce(p.total, 0) as total
    from snapshots s left join snapshot_progress p on p.snapshot_id = s.id where s.id = ${snapshotId}::uuid`
  if (!row || !maySee(ctx, row.projectId)) return null
  const { projectId: _, ...progress } = row
  return progress
}

export interface SnapshotRowView {
  position: number
  part: Part
  itemId: string
  itemNumber: number
  side: Side
  /** Null: it may still be judged by the reader. */
  votes: { accepts: number; rejects: number; edits: number; abstains: number; adjudicated: boolean } | null
  label: string | null
  lineHash: string
  purged: boolean
}

interface RowsAsked {
  projectId: string
  snapshotId: string
  /** The position before the page. */
  after: number | null
  limit: number
}

/** Frozen rows in their order. Never their lines. */
export async function listSnapshotRows(
  ctx: Ctx,
  { projectId, snapshotId, after, limit }: RowsAsked,
): Promise<{ rows: SnapshotRowView[]; after: number | null } | null> {
  if (!maySee(ctx, projectId)) return null
  const { reviews } = factsFor(ctx.actor, projectId)
  const hidden = reviews ? mayBeJudged : Prisma.sql`false`
  const rows = await ctx.db.$queryRaw<SnapshotRowView[]>`
    select f.position, f.part::text, f.item_id as "itemId", f.item_number as "itemNumber", f.side::text,
      case when not ${hidden} then f.votes end as votes, case when not ${hidden} then f.label end as label,
      f.line_hash as "lineHash", f.line is null as purged
    from snapshot_rows f join snapshots s on s.id = f.snapshot_id join items i on i.id = f.item_id
    where f.snapshot_id = ${snapshotId}::uuid and s.project_id = ${projectId}::uuid
      and f.position > ${after ?? -1}::int
    order by f.position limit ${limit + 1}::int`
  const more = rows.length > limit
  return { rows: rows.slice(0, limit), after: more ? rows[limit - 1]!.position : null }
}

export interface ExclusionView {
  itemId: string
  itemNumber: number
  reason: Exclusion
  keptNumber: number | null
  similarity: number | null
  detail: string | null
}

/** What was left out for one reason, by number. */
export async function listExclusions(
  ctx: Ctx,
  { projectId, snapshotId, after, limit, reason }: RowsAsked & { reason: string },
): Promise<{ rows: ExclusionView[]; after: number | null } | null> {
  if (!maySee(ctx, projectId) || !isExclusion(reason)) return null
  const rows = await ctx.db.snapshotExclusion.findMany({
    where: { snapshotId, snapshot: { projectId }, reason, itemNumber: { gt: after ?? 0 } },
    orderBy: { itemNumber: 'asc' },
    take: limit + 1,
    omit: { snapshotId: true },
  })
  const more = rows.length > limit
  return {
    rows: rows.slice(0, limit).map((row) => ({ ...row, reason })),
    after: more ? rows[limit - 1]!.itemNumber : null,
  }
}

export interface Difference {
  itemId: string
  itemNumber: number
  what: 'ADDED' | 'REMOVED' | 'TEXT' | 'VOTES' | 'PART'
}
export interface SnapshotComparison {
  counts: Record<Difference['what'] | 'SAME', number>
  rows: Difference[]
  after: number | null
}

/** What `one` has otherwise than `other`: item by item, by text, votes and part. The first differences by number; counts are of all. */
export async function compareSnapshots(
  ctx: Ctx,
  input: { projectId: string; one: string; other: string; after: number | null; limit: number },
): Promise<SnapshotComparison | null> {
  const { projectId, one, other, after, limit } = input
  if (!maySee(ctx, projectId)) return null
  const own = await ctx.db.snapshot.count({ where: { projectId, id: { in: [one, other] } } })
  if (own < (one === other ? 1 : 2)) return null
  const compared = Prisma.sql`(
    select coalesce(a.item_id, b.item_id) as "itemId", coalesce(a.item_number, b.item_number) as "itemNumber", case
      when b.item_id is null then 'ADDED' when a.item_id is null then 'REMOVED'
      when a.content_hash <> b.content_hash then 'TEXT' when a.votes <> b.votes or a.label is distinct from b.label then 'VOTES'
      when a.part <> b.part then 'PART' else 'SAME' end as what
    from (select * from snapshot_rows where snapshot_id = ${one}::uuid) a
    full join (select * from snapshot_rows where snapshot_id = ${other}::uuid) b on b.item_id = a.item_id)`
  const counted = await ctx.db.$queryRaw<{ what: Difference['what'] | 'SAME'; n: number }[]>`
    select what, count(*)::int as n from ${compared} compared group by what`
  const rows = await ctx.db.$queryRaw<Difference[]>`
    select * from ${compared} compared where what <> 'SAME' and "itemNumber" > ${after ?? 0}::int
    order by "itemNumber" limit ${limit + 1}::int`
  const counts = { ADDED: 0, REMOVED: 0, TEXT: 0, VOTES: 0, PART: 0, SAME: 0 }
  for (const { what, n } of counted) counts[what] = n
  return { counts, rows: rows.slice(0, limit), after: rows.length > limit ? rows[limit - 1]!.itemNumber : null }
}

export interface HashListView {
  id: string
  name: string
  entries: number
  everywhere: boolean
  by: string | null
  createdAt: Date
}

/** Lists that snapshots of the project are compared with. */
export async function listHashLists(ctx: Ctx, projectId: string): Promise<HashListView[] | null> {
  if (!maySee(ctx, projectId)) return null
  return ctx.db.$queryRaw<HashListView[]>`
    select l.id, l.name, l.entries, l.project_id is null as everywhere, u.name as by, l.created_at as "createdAt"
    from hash_lists l left join users u on u.id = l.created_by_id
    where l.removed_at is null and (l.project_id = ${projectId}::uuid or l.project_id is null)
    order by l.created_at desc`
}
