import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { type ItemOrigin, type RevisionAuthor, rateGroup } from '@/lib/core/review/rates'
import { type AttemptPattern, LAST_ATTEMPT, type OutcomeCount } from '@/lib/core/review/regeneration-report'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { votesOf } from './entry-votes'
import { byDemoModel, speaks, stands } from './speaking-entry'

export type RegeneratedStage = 'CHAIN' | 'INSTRUCTION'

export interface RegenerationData {
  patterns: AttemptPattern[]
  outcomes: OutcomeCount[]
  /** Of reasons and criteria, as the newest rubric says them. */
  labels: Record<string, string>
}

/** Why a text was rejected, by the live, counted judgments that reject it: keys as in AttemptPattern. */
export const reasonsAgainst = (revisionId: Prisma.Sql) => Prisma.sql`array(
  select distinct said from judgments j join queue_entries on_it on on_it.id = j.entry_id and on_it.curation
  cross join lateral (
    select 'reason:' || reason from unnest(j.reasons) reason
    union all select 'criterion:' || key from jsonb_each(j.criteria) where value = 'false'
  ) given(said)
  where j.revision_id = ${revisionId} and j.decision = 'REJECT' and j.counted and j.withdrawn_at is null
    and j.superseded_at is null order by 1)`

/** Of alias r, those of the text before it. */
const reasonsBefore = Prisma.sql`case when r.attempt > 1 and r.author_kind = 'MODEL'
  then ${reasonsAgainst(Prisma.sql`r.based_on_id`)} else '{}' end`

/** Every judged text of a stage that speaks in figures, with what figures tell apart. Aliases: e, i, r, q as elsewhere. */
export const judgedTexts = (projectId: string, stage: RegeneratedStage) => Prisma.sql`
  select e.id as entry_id, e.item_id, i.category_id, i.number, r.id as revision_id, r.number as revision, e.verdict, e.status = 'CLOSED' and ${stands('e')} as closed,
    q.slots, ${votesOf('ACCEPT')} as accepts,
    ${votesOf('REJECT')} as rejects, e.abstains, e.full_overlap,
    i.origin::text, r.author_kind::text as author, least(r.attempt, ${LAST_ATTEMPT}::int) as attempt, r.control, ${byDemoModel()} as demo,
    case when r.attempt > 1 and not r.control then run.model end as model,
    case when r.attempt > 1 and not r.control then prompt.label end as prompt, ${reasonsBefore} as reasons
  from queue_entries e
  join items i on i.id = e.item_id and i.stage = ${stage}::"Stage" and i.archived_at is null
  join revisions r on r.id = e.revision_id
  join review_queues q on q.id = e.queue_id and q.purpose = 'CURATION'
  left join generations g on r.attempt > 1 and r.author_kind = 'MODEL' and g.id = r.author_id
  left join generation_runs run on run.id = g.run_id
  left join prompt_versions prompt on prompt.id = g.prompt_version_id
  where e.project_id = ${projectId}::uuid and ${speaks('FIGURES')}`

/** How each item of judged texts stands, first pass first. Items that people wrote have no attempts. */
export const itemOutcomes = Prisma.sql`
  select item_id, bool_or(demo or origin = 'DEMO_MODEL') as demo,
    case (array_agg(case when author = 'PERSON' then 'EDITED' when control then 'CONTROL' else 'PASSED' end order by revision)
        filter (where closed and verdict = 'PASSED'))[1]
      when 'EDITED' then 'EDITED' when 'CONTROL' then 'CONTROL' when 'PASSED' then 'PASSED'
      else case when bool_or(not closed) then 'OPEN' else 'NOT_PASSED' end end as outcome,
    coalesce((array_agg(attempt order by revision) filter (where closed and verdict = 'PASSED'))[1], max(attempt)) as attempt
  from texts where origin <> 'WRITTEN' group by item_id`

interface Row extends Omit<AttemptPattern, 'group'> {
  origin: ItemOrigin
  author: RevisionAuthor
  control: boolean
  demo: boolean
}

/**
 * What regeneration comes to: texts by attempt, by the reasons of the rejection before and by who wrote them, and items by
 * how they stand; aggregated by the database over the entries' own counts. Judgments that can still be taken back count
 * as open, for every reader alike. Null to those who may not read the project.
 */
export async function findRegeneration(
  ctx: Ctx,
  projectId: string,
  stage: RegeneratedStage,
): Promise<RegenerationData | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const [found] = await ctx.db.$queryRaw<{ patterns: Row[] | null; outcomes: OutcomeCount[] | null }[]>`
    with texts as materialized (${judgedTexts(projectId, stage)}),
    patterns as (
      select closed, slots, accepts, rejects, abstains, full_overlap as "fullOverlap", origin, author, attempt, control, demo, model, prompt, reasons,
        count(*)::int as items
      from texts group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
    ), outcomes as (
      select outcome, attempt, demo, count(*)::int as items from (${itemOutcomes}) standing group by 1, 2, 3
    )
    select (select jsonb_agg(p) from patterns p) as patterns, (select jsonb_agg(o) from outcomes o) as outcomes`
  return {
    patterns: (found?.patterns ?? []).flatMap(({ origin, author, control, demo, ...row }) => {
      const group = rateGroup({ purpose: 'CURATION', origin, author, attempt: row.attempt, control, demo })
      return group ? [{ ...row, group }] : []
    }),
    outcomes: found?.outcomes ?? [],
    labels: await listLabels(ctx.db, projectId, stage),
  }
}

/** Reasons and criteria as the newest rubric of the stage says them. */
export async function listLabels(db: Db, projectId: string, stage: ItemStage): Promise<Record<string, string>> {
  const rows = await db.$queryRaw<{ key: string; label: string }[]>`
    select distinct on (said.key) said.key, said.label from rubric_versions v cross join lateral (
      select 'reason:' || (one->>'key') as key, one->>'label' as label from jsonb_array_elements(v.reasons) one
      union all select 'criterion:' || (one->>'key'), 'not: ' || (one->>'label') from jsonb_array_elements(v.criteria) one
    ) said
    where v.project_id = ${projectId}::uuid and v.stage = ${stage}::"Stage" order by said.key, v.created_at desc`
  return Object.fromEntries(rows.map(({ key, label }) => [key, label]))
}
