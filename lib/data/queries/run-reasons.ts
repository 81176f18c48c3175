import { canSpend } from '@/lib/core/policy/policies'
import { NO_REASON, passedSinceShown, type RunReason, type RunReasons } from '@/lib/core/run/reasons'
import { runTaskSchema, stageMade } from '@/lib/core/run/targets'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { votesOf } from './entry-votes'
import { type FigureItem, unblinded } from './figure-items'
import { notOptedOut } from './item-category'
import { listLabels, reasonsAgainst } from './regeneration'
import { speaks, stands } from './speaking-entry'

interface RunAsked {
  projectId: string
  runNumber: number
}

/** The texts that a run was told to write again, with why they were rejected and how its new text was judged; one row an item. */
const rejectedTexts = (runId: string, blind: boolean) => Prisma.sql`
  select about.item_id, about.revision_id, ${reasonsAgainst(Prisma.sql`about.revision_id`)} as reasons, since.verdict
  from (select distinct on (g.item_id) g.item_id, g.revision_id from generations g
    where g.run_id = ${runId}::uuid and g.task like 'regenerate-%' and g.item_id is not null order by g.item_id, g.number) about
  join items i on i.id = about.item_id
  left join lateral (
    select e.verdict from generations g
    join revisions r on r.author_id = g.id and r.author_kind = 'MODEL' and r.item_id = about.item_id and not r.control
    join queue_entries e on e.revision_id = r.id
    where g.run_id = ${runId}::uuid and g.item_id = about.item_id and ${speaks('VERDICT')} and ${stands('e')}
    limit 1
  ) since on true
  where ${unblinded(blind)}`

async function findRunOf(ctx: Ctx, { projectId, runNumber }: RunAsked) {
  if (!canSpend(factsFor(ctx.actor, projectId))) return null
  const run = await ctx.db.generationRun.findUnique({
    where: { projectId_number: { projectId, number: runNumber } },
    select: { id: true, task: true },
  })
  const stage = run && stageMade(runTaskSchema.parse(run.task))
  return run && stage ? { id: run.id, stage } : null
}

/**
 * Why the texts of a run that writes again were rejected. For people who judge here without those that they may still
 * judge: what was said of an earlier text is not for them. Null to those who may not spend.
 */
export async function findRunReasons(ctx: Ctx, asked: RunAsked): Promise<RunReasons | null> {
  const run = await findRunOf(ctx, asked)
  if (!run) return null
  const { reviews } = factsFor(ctx.actor, asked.projectId)
  const [[found], labels] = await Promise.all([
    ctx.db.$queryRaw<{ items: number; shown: number; reasons: Omit<RunReason, 'label'>[] | null }[]>`
      with texts as materialized (${rejectedTexts(run.id, reviews)}),
      reasons as (
        select coalesce(said, ${NO_REASON}) as key, count(*)::int as items, count(verdict)::int as judged,
          (count(*) filter (where verdict = 'PASSED'))::int as passed
        from texts left join lateral unnest(reasons) said on true group by 1
      )
      select (select count(distinct item_id)::int from generations
          where run_id = ${run.id}::uuid and task like 'regenerate-%' and item_id is not null) as items,
        (select count(*)::int from texts) as shown, (select jsonb_agg(r order by items desc, key) from reasons r) as reasons`,
    listLabels(ctx.db, asked.projectId, run.stage),
  ])
  const labelOf = (key: string) => (key === NO_REASON ? 'No reason by key' : (labels[key] ?? key.replace(/^\w+:/, '')))
  return {
    ...{ items: found?.items ?? 0, shown: found?.shown ?? 0 },
    reasons: (found?.reasons ?? []).map((reason) => ({ ...reason, label: labelOf(reason.key) })),
  }
}

export interface SaidFilter {
  reason: string
  /** Only those whose new text has been judged, or has passed. */
  since?: 'judged' | 'passed'
  after?: number
}

const PAGE = 100
const NOTHING = { items: [], next: null, label: null }

/** The items behind a figure of findRunReasons, by number, with the votes on the rejected text; not those of categories that the reader opted out of. */
export async function listSaidItems(
  ctx: Ctx,
  asked: RunAsked,
  { reason, since, after = 0 }: SaidFilter,
): Promise<{ items: FigureItem[]; next: number | null; label: string | null }> {
  const run = await findRunOf(ctx, asked)
  const figures = await findRunReasons(ctx, asked)
  const figure = figures?.reasons.find(({ key }) => key === reason)
  if (!run || !figure) return NOTHING
  const { reviews } = factsFor(ctx.actor, asked.projectId)
  if (since && !passedSinceShown(figure, reviews)) return { ...NOTHING, label: figure.label }
  const reader = isSystem(ctx.actor) ? null : ctx.actor.userId
  const rows = await ctx.db.$queryRaw<FigureItem[]>`
    with texts as materialized (${rejectedTexts(run.id, reviews)})
    select e.id as "entryId", i.id as "itemId", i.number, r.number as revision, e.verdict::text,
      coalesce(above.title || ' › ', '') || coalesce(c.title, 'No category') as category,
      ${votesOf('ACCEPT')} as accepts,
      ${votesOf('REJECT')} as rejects, e.abstains
    from texts
    join items i on i.id = texts.item_id
    join revisions r on r.id = texts.revision_id
    join queue_entries e on e.revision_id = texts.revision_id and ${speaks('VERDICT')}
    join review_queues q on q.id = e.queue_id
    left join categories c on c.id = i.category_id
    left join categories above on above.id = c.parent_id
    left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${reader}::uuid
    where ${reason === NO_REASON ? Prisma.sql`texts.reasons = '{}'` : Prisma.sql`${reason} = any(texts.reasons)`}
      and ${since === undefined ? Prisma.sql`true` : since === 'judged' ? Prisma.sql`texts.verdict is not null` : Prisma.sql`texts.verdict = 'PASSED'`}
      and i.number > ${after}::int and ${notOptedOut}
    order by i.number limit ${PAGE + 1}`
  const items = rows.slice(0, PAGE)
  return { items, next: rows.length > PAGE ? (items.at(-1)?.number ?? null) : null, label: figure.label }
}
