import type { GoldSource } from '@/lib/core/gold/answer'
import { canCurate } from '@/lib/core/policy/policies'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { keptFromReview } from './response-facts'
import { speaks, stands } from './speaking-entry'

type Stage = 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'

export interface GoldRow {
  id: string
  itemId: string
  revisionId: string
  number: number
  category: string
  decision: 'ACCEPT' | 'REJECT'
  label: string | null
  reason: string
  source: GoldSource
  /** Its text is the item's current one and could be served. */
  servable: boolean
}

/** The gold answers of a stage, by number. The caller has decided that they may be read: they are for curators only. */
export const listGold = (db: Db, { projectId, stage }: { projectId: string; stage: Stage }) => db.$queryRaw<GoldRow[]>`
  select g.id, g.item_id as "itemId", g.revision_id as "revisionId", i.number, g.decision::text, g.label, g.reason, g.source,
    coalesce(above.title || ' › ', '') || coalesce(c.title, 'No category') as category,
    i.current_revision_id = g.revision_id and i.archived_at is null and not i.flagged and not ${keptFromReview} as servable
  from gold_answers g join items i on i.id = g.item_id
  left join categories c on c.id = i.category_id
  left join categories above on above.id = c.parent_id
  where g.project_id = ${projectId}::uuid and g.removed_at is null and i.stage = ${stage}::"Stage"
  order by i.number`

/** The same for a page; null to those who do not curate. */
export const findGold = async (ctx: Ctx, asked: { projectId: string; stage: Stage }): Promise<GoldRow[] | null> =>
  canCurate(factsFor(ctx.actor, asked.projectId)) ? listGold(ctx.db, asked) : null

export interface GoldCandidate {
  itemId: string
  revisionId: string
  decision: 'ACCEPT' | 'REJECT'
  label: string | null
  reason: string
}

/** Reviewers who have to say the same before it is taken for gold. */
const ENOUGH = 3

/** Current texts whose verdict stands and was adjudicated, or said by all of at least three; without those that have a gold answer. */
export const listGoldCandidates = (
  db: Db,
  {
    projectId,
    stage,
    source,
    most,
  }: { projectId: string; stage: Stage; source: 'ADJUDICATED' | 'AGREED'; most: number },
) => db.$queryRaw<GoldCandidate[]>`
  with spoken as (
    select e.*, a.outcome, a.label as settled, a.reason as why from queue_entries e
    join items i on i.id = e.item_id and i.current_revision_id = e.revision_id and i.stage = ${stage}::"Stage"
      and i.archived_at is null
    left join adjudications a on a.entry_id = e.id
    where e.project_id = ${projectId}::uuid and ${speaks('VERDICT')} and ${stands('e')}
      and not exists (select from gold_answers g where g.revision_id = e.revision_id and g.removed_at is null)
  )
  select item_id as "itemId", revision_id as "revisionId",
    case verdict when 'PASSED' then 'ACCEPT' else 'REJECT' end as decision,
    ${source === 'ADJUDICATED' ? Prisma.sql`settled` : Prisma.sql`said.label`} as label,
    ${source === 'ADJUDICATED' ? Prisma.sql`why` : Prisma.sql`'All ' || (accepts + rejects) || ' reviewers said so.'`} as reason
  from spoken cross join lateral (
    select case when count(distinct j.label) = 1 then max(j.label) end as label from judgments j
    where j.entry_id = spoken.id and j.counted and j.withdrawn_at is null and j.superseded_at is null) said
  where verdict in ('PASSED', 'FAILED') and ${
    source === 'ADJUDICATED'
      ? Prisma.sql`outcome is not null`
      : Prisma.sql`outcome is null and edits = 0 and abstains = 0 and accepts + rejects >= ${ENOUGH}::int
        and (accepts = 0 or rejects = 0)`
  }
  order by closed_at desc limit ${most}::int`

export interface CalibrationScore {
  userId: string
  name: string
  right: number
  answered: number
}
export interface Calibration {
  queueId: string
  name: string
  stage: Stage
  of: number
  passMark: number
  status: 'OPEN' | 'PAUSED' | 'CLOSED'
  /** By name. */
  scores: CalibrationScore[]
}

/** An answer is the gold one, as agreesWithGold says it (aliases: g gold, j judgment). */
export const isGold = Prisma.sql`(case when g.label is not null then coalesce(j.label = g.label, false)
  when g.decision = 'ACCEPT' then j.decision = 'ACCEPT' else j.decision in ('REJECT', 'EDIT') end)`

const scoresOf = (
  queue: Prisma.Sql,
) => Prisma.sql`coalesce((select jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name,
    'right', said.right, 'answered', said.answered) order by u.name, u.id)
  from queue_reviewers given join users u on u.id = given.user_id
  cross join lateral (
    select count(*)::int as answered, count(*) filter (where ${isGold})::int as right
    from judgments j join queue_entries e on e.id = j.entry_id join gold_answers g on g.id = e.gold_id
    where j.queue_id = ${queue} and j.reviewer_id = u.id and j.withdrawn_at is null and j.superseded_at is null) said
  where given.queue_id = ${queue}), '[]')`

/** Calibrations with everybody's results: for curators; null to others. */
export async function listCalibrations(ctx: Ctx, projectId: string): Promise<Calibration[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<Calibration[]>`
    select q.id as "queueId", q.name, q.stage::text, q.status::text, coalesce(q.pass_mark, 0) as "passMark",
      (select count(*)::int from queue_entries e where e.queue_id = q.id and e.status <> 'VOID') as of,
      ${scoresOf(Prisma.sql`q.id`)} as scores
    from review_queues q where q.project_id = ${projectId}::uuid and q.purpose = 'CALIBRATION' order by q.created_at desc, q.id`
}

export interface OwnCalibration {
  queueId: string
  name: string
  right: number
  answered: number
  of: number
  passMark: number
}

/** One's own results, as soon as something was answered. */
export async function listOwnCalibrations(ctx: Ctx, projectId: string): Promise<OwnCalibration[]> {
  if (isSystem(ctx.actor)) return []
  return ctx.db.$queryRaw<OwnCalibration[]>`
    select q.id as "queueId", q.name, coalesce(q.pass_mark, 0) as "passMark",
      (select count(*)::int from queue_entries n where n.queue_id = q.id and n.status <> 'VOID') as of,
      count(*)::int as answered, count(*) filter (where ${isGold})::int as right
    from review_queues q
    join judgments j on j.queue_id = q.id and j.reviewer_id = ${ctx.actor.userId}::uuid and j.withdrawn_at is null
      and j.superseded_at is null
    join queue_entries e on e.id = j.entry_id join gold_answers g on g.id = e.gold_id
    where q.project_id = ${projectId}::uuid and q.purpose = 'CALIBRATION'
    group by q.id order by q.created_at desc, q.id`
}

/** How reviewers answered the gold texts among an ordinary queue's; null to those who do not curate. */
export async function findSeededGold(
  ctx: Ctx,
  { projectId, queueId }: { projectId: string; queueId: string },
): Promise<{ gold: number; of: number; scores: CalibrationScore[] } | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const [row] = await ctx.db.$queryRaw<{ gold: number; of: number; scores: CalibrationScore[] }[]>`
    select count(*) filter (where e.gold_id is not null)::int as gold, count(*)::int as of,
      ${scoresOf(Prisma.sql`${queueId}::uuid`)} as scores
    from queue_entries e where e.queue_id = ${queueId}::uuid and e.project_id = ${projectId}::uuid and e.status <> 'VOID'`
  return row ?? null
}

export interface SeededQueue {
  queueId: string
  name: string
  gold: number
  of: number
  scores: CalibrationScore[]
}

/** Every queue that has gold texts among its own, with everybody's answers to them; null to those who do not curate. */
export async function listSeededGold(ctx: Ctx, projectId: string): Promise<SeededQueue[] | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  return ctx.db.$queryRaw<SeededQueue[]>`
    select q.id as "queueId", q.name, count(*) filter (where e.gold_id is not null)::int as gold, count(*)::int as of,
      ${scoresOf(Prisma.sql`q.id`)} as scores
    from review_queues q join queue_entries e on e.queue_id = q.id and e.status <> 'VOID'
    where q.project_id = ${projectId}::uuid and q.purpose = 'CURATION'
    group by q.id having count(e.gold_id) > 0 order by q.created_at desc, q.id`
}
