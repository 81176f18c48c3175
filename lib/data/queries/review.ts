import type { z } from 'zod'
import { canCurate, canJudge, canRead } from '@/lib/core/policy/policies'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { rubricContentSchema } from '@/lib/core/review/rubric'
import type { Rubric } from '@/lib/core/review/wire'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { servable } from './servable'

export interface QueueRow {
  id: string
  name: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  purpose: 'CURATION' | 'STUDY' | 'CALIBRATION' | 'AUDIT'
  status: 'OPEN' | 'PAUSED' | 'CLOSED'
  slots: number
  rule: 'MAJORITY' | 'UNANIMOUS' | 'FIRST_TO'
  firstTo: number | null
  /** Entries, those taken out not counted. */
  total: number
  closed: number
}

export interface MyQueue extends QueueRow {
  /** Judged by the asking person. */
  done: number
  /** What they could still judge; opted-out categories are not in it. */
  left: number
}

/** The queues of a project that were given to the asking person, with what is done and left for them. */
export async function listMyQueues(ctx: Ctx, projectId: string): Promise<MyQueue[]> {
  if (isSystem(ctx.actor) || !canJudge(factsFor(ctx.actor, projectId), { given: true, barred: false })) return []
  const { userId } = ctx.actor
  return ctx.db.$queryRaw<MyQueue[]>`
    select ${queueColumns}, ${doneBy(userId)} as done,
      (select count(*)::int ${servable(userId)} and e.queue_id = q.id) as left
    from review_queues q
    join queue_reviewers given on given.queue_id = q.id and given.user_id = ${userId}::uuid
    where q.project_id = ${projectId}::uuid and q.status <> 'CLOSED'
    order by q.created_at, q.id`
}

export interface QueueDetail extends QueueRow {
  createdAt: Date
  rubric: { id: string; name: string; version: number }
  reviewers: { id: string; name: string }[]
  startAt: number | null
  offersAmbiguous: boolean
  ambiguousCountsAs: 'ACCEPT' | 'REJECT'
  extraSlots: number
}

/** All queues of a project, for those who run them; null to others. */
export async function listQueues(ctx: Ctx, projectId: string): Promise<QueueDetail[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<QueueDetail[]>`
    select ${queueColumns}, q.created_at as "createdAt", q.start_at as "startAt",
      q.offers_ambiguous as "offersAmbiguous", q.ambiguous_counts_as::text as "ambiguousCountsAs", q.extra_slots as "extraSlots",
      jsonb_build_object('id', r.id, 'name', r.name, 'version', r.version) as rubric,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name)
        from queue_reviewers g join users u on u.id = g.user_id where g.queue_id = q.id), '[]') as reviewers
    from review_queues q join rubric_versions r on r.id = q.rubric_version_id
    where q.project_id = ${projectId}::uuid
    order by q.status, q.created_at desc, q.id`
}

const shownSettings = projectSettingsSchema.pick({
  ...{ maskFromSeverity: true, dailyHarmfulLimit: true, breakAfterMinutes: true, supportText: true, supportUrl: true },
  turningAsidePasses: true,
})

export interface QueueHead extends MyQueue {
  projectId: string
  editCountsAs: 'ACCEPT' | 'REJECT'
  /** AMBIGUOUS is among the answers. */
  offersAmbiguous: boolean
  /** An item may need fewer judgments than it has slots. */
  stopsEarly: boolean
  rubric: Rubric
  /** What the workbench needs of them; the rest is not for those who judge. */
  settings: z.output<typeof shownSettings>
}

/** What the workbench shows around its items; null when the queue is not there, or not given to the asking person. */
export async function findQueueHead(ctx: Ctx, queueId: string): Promise<QueueHead | null> {
  if (isSystem(ctx.actor)) return null
  const { userId } = ctx.actor
  const [row] = await ctx.db.$queryRaw<
    (Omit<QueueHead, 'rubric' | 'settings'> & { rubric: Rubric; settings: unknown })[]
  >`
    select ${queueColumns}, q.project_id as "projectId", q.edit_counts_as::text as "editCountsAs",
      q.offers_ambiguous as "offersAmbiguous", q.start_at is not null as "stopsEarly", p.settings, ${doneBy(userId)} as done,
      (select count(*)::int ${servable(userId)} and e.queue_id = q.id) as left,
      jsonb_build_object('id', r.id, 'key', r.key, 'version', r.version, 'name', r.name, 'criteria', r.criteria,
        'reasons', r.reasons, 'guidelines', r.guidelines) as rubric
    from review_queues q
    join queue_reviewers given on given.queue_id = q.id and given.user_id = ${userId}::uuid
    join projects p on p.id = q.project_id
    join rubric_versions r on r.id = q.rubric_version_id
    where q.id = ${queueId}::uuid`
  if (!row || !canJudge(factsFor(ctx.actor, row.projectId), { given: true, barred: false })) return null
  const { id, key, version } = row.rubric
  const rubric = { id, key, version, ...rubricContentSchema.strip().parse(row.rubric) }
  return { ...row, rubric, settings: shownSettings.parse(row.settings) }
}

export interface RubricRow extends Rubric {
  stage: QueueRow['stage']
  createdAt: Date
  queues: number
}

/** Every rubric version of a project, newest first; null to those who may not read it. */
export async function listRubrics(ctx: Ctx, projectId: string): Promise<RubricRow[] | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const rows = await ctx.db.rubricVersion.findMany({
    where: { projectId },
    orderBy: [{ key: 'asc' }, { version: 'desc' }],
    include: { _count: { select: { queues: true } } },
  })
  return rows.map(({ id, key, version, stage, createdAt, _count, ...content }) => ({
    id,
    key,
    version,
    stage,
    createdAt,
    queues: _count.queues,
    ...rubricContentSchema.strip().parse(content),
  }))
}

const queueColumns = Prisma.sql`q.id, q.name, q.stage::text, q.purpose::text, q.status::text, q.slots, q.rule::text,
  q.first_to as "firstTo",
  (select count(*)::int from queue_entries n where n.queue_id = q.id and n.status <> 'VOID') as total,
  (select count(*)::int from queue_entries n where n.queue_id = q.id and n.status = 'CLOSED') as closed`

const doneBy = (userId: string) => Prisma.sql`(select count(*)::int from judgments d where d.queue_id = q.id
  and d.reviewer_id = ${userId}::uuid and d.withdrawn_at is null and d.superseded_at is null)`
