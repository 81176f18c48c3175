import type { AuditedRow, Unserved } from '@/lib/core/certificate/decide'
import { type CertificateDocument, certificateDocumentSchema } from '@/lib/core/certificate/document'
import { type CertificatePlan, certificatePlanSchema } from '@/lib/core/certificate/plan'
import { canCurate } from '@/lib/core/policy/policies'
import { type Db, Prisma } from '@/lib/data/client'
import { contentHash } from '@/lib/data/hash'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { keptFromReview } from './response-facts'

export interface DrawnRow extends AuditedRow {
  draw: number
  position: number
  part: 'TRAIN' | 'VALIDATION' | 'TEST'
  lineHash: string
  reviewerIds: string[]
  unserved: Unserved | null
}

/** Of an entry that an audit still waits for: why its text is not handed out (alias i); null where it is. */
export const whyUnserved = Prisma.sql`(case when i.purged_at is not null then 'purged' when i.archived_at is not null then 'archived'
  when i.flagged then 'flagged' when ${keptFromReview} then 'quarantined' end)`

/**
 * Rows of an audit in the order drawn, with the votes that were counted so far; those that nobody counted yet have none.
 * Votes of a row are in the order in which they came.
 */
export function listDrawnRows(db: Db, certificateId: string): Promise<DrawnRow[]> {
  return db.$queryRaw<DrawnRow[]>`
    select c.draw, c.position, f.part::text, f.line_hash as "lineHash", coalesce(v.decisions, '{}') as decisions,
      coalesce(v.reviewers, '{}') as "reviewerIds", c.unserved
    from certificate_rows c join certificates of on of.id = c.certificate_id
    join snapshot_rows f on f.snapshot_id = of.snapshot_id and f.position = c.position
    left join queue_entries e on e.id = c.entry_id
    left join lateral (
      select array_agg(j.decision::text order by j.created_at, j.id) as decisions,
        array_agg(j.reviewer_id order by j.created_at, j.id) as reviewers
      from judgments j where j.entry_id = e.id and j.counted and j.withdrawn_at is null and j.superseded_at is null
    ) v on e.used_at is not null
    where c.certificate_id = ${certificateId}::uuid order by c.draw`
}

export interface CertificateView {
  id: string
  number: number
  status: 'OPEN' | 'PASSED' | 'FAILED' | 'STOPPED'
  plan: CertificatePlan
  seed: number
  queueId: string
  queueName: string
  rubric: string
  opened: number
  /** Of the opened rows: all votes are in; cannot be served (archived, flagged, quarantined). */
  judged: number
  stuck: number
  /** Drawn rows that count as failures because nobody could judge them any more. */
  unserved: number
  document: CertificateDocument | null
  /** SHA-256 of the document's canonical JSON. */
  documentHash: string | null
  by: string | null
  createdAt: Date
  closedAt: Date | null
  /** The reader judges in this audit: what it says so far is not for them. */
  judges: boolean
}

/** Certificates about a snapshot, the newest first; null to those who do not freeze. */
export async function listCertificates(
  ctx: Ctx,
  { projectId, snapshotId, number = null }: { projectId: string; snapshotId: string; number?: number | null },
): Promise<CertificateView[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const userId = isSystem(ctx.actor) ? null : ctx.actor.userId
  const one = number === null ? Prisma.empty : Prisma.sql`and c.number = ${number}::int`
  const rows = await ctx.db.$queryRaw<
    (Omit<CertificateView, 'plan' | 'document' | 'documentHash'> & { plan: unknown; document: unknown })[]
  >`
    select c.id, c.number, c.status::text, c.plan, c.seed, c.queue_id as "queueId", q.name as "queueName",
      b.name || ', version ' || b.version as rubric, c.opened, c.document, u.name as by, c.created_at as "createdAt",
      c.closed_at as "closedAt", coalesce(f.judged, 0) as judged, coalesce(f.stuck, 0) as stuck, gone.unserved,
      exists (select from queue_reviewers g where g.queue_id = c.queue_id and g.user_id = ${userId}::uuid) as judges
    from certificates c join review_queues q on q.id = c.queue_id join rubric_versions b on b.id = q.rubric_version_id
    left join users u on u.id = c.created_by_id
    left join lateral (
      select count(*) filter (where e.status = 'CLOSED')::int as judged,
        count(*) filter (where e.status in ('OPEN', 'HELD') and ${whyUnserved} is not null)::int as stuck
      from queue_entries e join items i on i.id = e.item_id where e.queue_id = c.queue_id
    ) f on true
    left join lateral (
      select count(*)::int as unserved from certificate_rows n where n.certificate_id = c.id and n.unserved is not null
    ) gone on true
    where c.project_id = ${projectId}::uuid and c.snapshot_id = ${snapshotId}::uuid ${one}
    order by c.number desc`
  return rows.map((row) => ({
    ...row,
    plan: certificatePlanSchema.parse(row.plan),
    document: row.document === null ? null : certificateDocumentSchema.parse(row.document),
    documentHash: row.document === null ? null : contentHash(row.document),
  }))
}

export interface AuditorChoice {
  id: string
  name: string
  /** Rows of the snapshot that they had to do with themselves. */
  own: number
  /** Judging is what they are here for. */
  reviews: boolean
}

/** Members who can judge, with how many rows of the snapshot each judged, wrote or adjudicated. */
export async function listAuditors(
  ctx: Ctx,
  { projectId, snapshotId }: { projectId: string; snapshotId: string },
): Promise<AuditorChoice[]> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return []
  return ctx.db.$queryRaw<AuditorChoice[]>`
    with frozen as materialized (select item_id from snapshot_rows where snapshot_id = ${snapshotId}::uuid),
    touched as (
      select j.reviewer_id as user_id, frozen.item_id from frozen join judgments j on j.item_id = frozen.item_id
      union select a.adjudicator_id, frozen.item_id from frozen join adjudications a on a.item_id = frozen.item_id
      union select r.author_id, frozen.item_id from frozen join revisions r on r.item_id = frozen.item_id
        where r.author_kind = 'PERSON')
    select u.id, u.name, count(t.item_id)::int as own, m.roles && array['REVIEWER', 'ADJUDICATOR']::"Role"[] as reviews
    from memberships m join users u on u.id = m.user_id left join touched t on t.user_id = u.id
    where m.project_id = ${projectId}::uuid and u.disabled_at is null and m.roles && array['REVIEWER', 'ADJUDICATOR', 'CURATOR']::"Role"[]
    group by u.id, u.name, m.roles order by own, u.name`
}

/** One certificate; null to those who do not freeze, and where it is not issued. */
export async function findCertificate(
  ctx: Ctx,
  certificateId: string,
): Promise<{ projectId: string; document: CertificateDocument | null } | null> {
  const row = await ctx.db.certificate.findUnique({
    where: { id: certificateId },
    select: { projectId: true, document: true },
  })
  if (!row || !canCurate(factsFor(ctx.actor, row.projectId))) return null
  return { ...row, document: row.document === null ? null : certificateDocumentSchema.parse(row.document) }
}
