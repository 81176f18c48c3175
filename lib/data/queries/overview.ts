import { canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { notOptedOut } from './item-category'
import { shownVerdict } from './item-where'

export type StageName = 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'

/** Items of one stage; the five verdict counts add up to `total`. A stale item counts as stale, whatever it was judged. */
export interface StageCounts {
  stage: StageName
  total: number
  passed: number
  open: number
  contested: number
  failed: number
  stale: number
  flagged: number
  /** Open, and in no curation queue that could settle them. */
  unqueued: number
}

export interface BacklogRow {
  stage: StageName
  /** Open entries of curation queues, and the judgments that they still lack. */
  entries: number
  owed: number
  oldest: Date | null
}

export interface Overview {
  /** Of the subcategories: those with a passed chain, and those whose chains were all judged to the end and none passed. */
  categories: { top: number; subcategories: number; withPassed: number; nonePassed: number }
  /** Stages that have items, in order of the line of work. */
  stages: StageCounts[]
  /** Distinct step sequences of the chains; null above COUNT_SEQUENCES_UP_TO chains, where counting them takes too long. */
  sequences: number | null
  backlog: BacklogRow[]
  judgmentsLastWeek: number
  /** The reader's own: categories that they opted out of, left out of every count of items here. */
  optedOut: number
}

const COUNT_SEQUENCES_UP_TO = 10_000

/**
 * What stands and what waits in a project, as counts; no text is read. A verdict stands in an item's cache only once its
 * entry is closed; one whose text is being judged again counts as open for people who judge. Null to those who may not
 * read the project.
 */
export async function findOverview(ctx: Ctx, projectId: string): Promise<Overview | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) return null
  const reader = isSystem(ctx.actor) ? null : ctx.actor.userId
  const verdict = shownVerdict(facts.reviews)
  const [stages, [categories], backlog, [week], [own]] = await Promise.all([
    countStages(ctx, projectId, reader, verdict),
    ctx.db.$queryRaw<Overview['categories'][]>`
      select count(*) filter (where c.parent_id is null)::int as top,
        count(*) filter (where c.parent_id is not null)::int as subcategories,
        count(*) filter (where c.parent_id is not null and has.passed)::int as "withPassed",
        count(*) filter (where c.parent_id is not null and has.failed and not has.passed and not has.undecided)::int
          as "nonePassed"
      from categories c
      cross join lateral (select ${hasChains(Prisma.sql`${verdict} = 'PASSED'`)} as passed,
        ${hasChains(Prisma.sql`${verdict} = 'FAILED'`)} as failed,
        ${hasChains(Prisma.sql`${verdict} in ('OPEN', 'CONTESTED')`)} as undecided) has
      where c.project_id = ${projectId}::uuid and c.archived_at is null`,
    ctx.db.$queryRaw<BacklogRow[]>`
      select q.stage::text, sum(waiting.entries)::int as entries, sum(waiting.owed)::int as owed,
        min(waiting.oldest) as oldest
      from review_queues q
      cross join lateral (select
        (select count(*) from queue_entries e where e.queue_id = q.id and e.status = 'OPEN') as entries,
        (select count(*) from assignments a where a.queue_id = q.id and a.judgment_id is null) as owed,
        (select min(e.created_at) from queue_entries e where e.queue_id = q.id and e.status = 'OPEN') as oldest) waiting
      where q.project_id = ${projectId}::uuid and q.purpose = 'CURATION' and q.status <> 'CLOSED'
      group by q.stage`,
    ctx.db.$queryRaw<{ judgments: number }[]>`
      select coalesce(sum(done.judgments), 0)::int as judgments
      from (select distinct g.user_id from queue_reviewers g join review_queues q on q.id = g.queue_id
        where q.project_id = ${projectId}::uuid) people
      cross join lateral (select count(*) as judgments from judgments j where j.project_id = ${projectId}::uuid
        and j.reviewer_id = people.user_id and j.created_at > now() - interval '7 days' and j.withdrawn_at is null) done`,
    ctx.db.$queryRaw<{ optedOut: number }[]>`
      select coalesce(cardinality(opt_out_category_ids), 0)::int as "optedOut" from preferences
      where project_id = ${projectId}::uuid and user_id = ${reader}::uuid`,
  ])
  const chains = stages.find(({ stage }) => stage === 'CHAIN')?.total ?? 0
  return {
    categories: categories!,
    stages,
    sequences: chains > 0 && chains <= COUNT_SEQUENCES_UP_TO ? await countSequences(ctx, projectId, reader) : null,
    backlog,
    judgmentsLastWeek: week!.judgments,
    optedOut: own?.optedOut ?? 0,
  }
}

const hasChains = (such: Prisma.Sql) => Prisma.sql`exists (select from items i where i.project_id = c.project_id
  and i.stage = 'CHAIN' and i.category_id = c.id and i.archived_at is null and ${such})`

const ownItems = (projectId: string, reader: string | null) => Prisma.sql`
  from items i
  left join categories c on c.id = i.category_id
  left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${reader}::uuid
  where i.project_id = ${projectId}::uuid and i.archived_at is null and ${notOptedOut}`

const STAGE_ORDER: StageName[] = ['CHAIN', 'INSTRUCTION', 'RESPONSE']

async function countStages(
  ctx: Ctx,
  projectId: string,
  reader: string | null,
  verdict: Prisma.Sql,
): Promise<StageCounts[]> {
  const rows = await ctx.db.$queryRaw<StageCounts[]>`
    select i.stage::text, count(*)::int as total, count(*) filter (where i.stale)::int as stale,
      count(*) filter (where not i.stale and ${verdict} = 'PASSED')::int as passed,
      count(*) filter (where not i.stale and ${verdict} = 'OPEN')::int as open,
      count(*) filter (where not i.stale and ${verdict} = 'CONTESTED')::int as contested,
      count(*) filter (where not i.stale and ${verdict} = 'FAILED')::int as failed,
      count(*) filter (where i.flagged)::int as flagged,
      count(*) filter (where i.verdict = 'OPEN' and i.current_revision_id is not null and not exists (
        select from queue_entries e where e.revision_id = i.current_revision_id and e.curation and e.status <> 'VOID'))::int
        as unqueued
    ${ownItems(projectId, reader)}
    group by i.stage`
  return rows.sort((a, b) => STAGE_ORDER.indexOf(a.stage) - STAGE_ORDER.indexOf(b.stage))
}

async function countSequences(ctx: Ctx, projectId: string, reader: string | null): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ sequences: number }[]>`
    select count(distinct i.step_key)::int as sequences ${ownItems(projectId, reader)} and i.stage = 'CHAIN'`
  return row!.sequences
}

export interface SubcategoryRow {
  id: string
  category: string
  title: string
  passed: number
  open: number
  contested: number
  failed: number
}

/** Chains by verdict in every subcategory, in the taxonomy's order; null to those who may not read the project. */
export async function listSubcategories(ctx: Ctx, projectId: string): Promise<SubcategoryRow[] | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) return null
  const verdict = shownVerdict(facts.reviews)
  return ctx.db.$queryRaw<SubcategoryRow[]>`
    select c.id, top.title as category, c.title, count(i.id) filter (where ${verdict} = 'PASSED')::int as passed,
      count(i.id) filter (where ${verdict} = 'OPEN')::int as open,
      count(i.id) filter (where ${verdict} = 'CONTESTED')::int as contested,
      count(i.id) filter (where ${verdict} = 'FAILED')::int as failed
    from categories c
    join categories top on top.id = c.parent_id
    left join items i on i.project_id = c.project_id and i.stage = 'CHAIN' and i.category_id = c.id
      and i.archived_at is null
    where c.project_id = ${projectId}::uuid and c.archived_at is null
    group by c.id, c.title, c.position, top.title, top.position, top.id
    order by top.position, top.title, top.id, c.position, c.title, c.id`
}
