import { canRead } from '@/lib/core/policy/policies'
import { BLIND_BELOW, kindsOf } from '@/lib/core/review/rates'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { votesOf } from './entry-votes'
import { notOptedOut } from './item-category'
import { mayBeJudged } from './item-where'
import { type FigureFilter, findQuality, matchesFigure, type Pass, writtenBy } from './quality'
import { byDemoModel, speaks, stands } from './speaking-entry'

export interface FigureItem {
  entryId: string
  itemId: string
  number: number
  revision: number
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  category: string
  accepts: number
  rejects: number
  abstains: number
}

const PAGE = 100

/**
 * The closed items that a figure of the quality page counts, by number. For people who judge here only where the group
 * itself is shown to them, and without the categories they opted out of and what is being judged again.
 */
export async function listFigureItems(
  ctx: Ctx,
  projectId: string,
  filter: FigureFilter & { after?: number },
): Promise<{ items: FigureItem[]; next: number | null }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts) || (facts.reviews && (await isWithheld(ctx, projectId, filter)))) return { items: [], next: null }
  const rows = await ctx.db.$queryRaw<FigureItem[]>`
    with counted as (
      select e.id as "entryId", i.id as "itemId", i.number, r.number as revision, e.verdict::text,
        coalesce(above.title || ' › ', '') || coalesce(c.title, 'No category') as category,
        ${votesOf('ACCEPT')} as accepts,
        ${votesOf('REJECT')} as rejects, e.abstains, q.slots, e.full_overlap
      from queue_entries e
      join review_queues q on q.id = e.queue_id
      join items i on i.id = e.item_id and i.stage = ${filter.stage ?? 'CHAIN'}::"Stage" and i.archived_at is null
      join revisions r on r.id = e.revision_id
      left join categories c on c.id = i.category_id
      left join categories above on above.id = c.parent_id
      left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${readerId(ctx)}::uuid
      where e.project_id = ${projectId}::uuid and e.status = 'CLOSED' and ${stands('e')} and ${speaks('FIGURES')}
        and i.number > ${filter.after ?? 0}::int and ${notOptedOut} and ${unblinded(facts.reviews)} and ${inGroup(filter)} and ${inScope(filter)}
    )
    select "entryId", "itemId", number, revision, verdict, category, accepts, rejects, abstains from counted where ${asVoted(filter)} order by number, revision limit ${PAGE + 1}`
  const beyond = rows[PAGE]
  // Several revisions of one item stay on one page: the next page starts after a number.
  const items = beyond ? rows.filter(({ number }) => number < beyond.number) : rows
  return { items, next: beyond ? (items.at(-1)?.number ?? null) : null }
}

const readerId = ({ actor }: Ctx) => (isSystem(actor) ? null : actor.userId)

/** Fewer closed items in the figure's own whole than people who judge may see. */
async function isWithheld(ctx: Ctx, projectId: string, filter: FigureFilter): Promise<boolean> {
  const { patterns = [] } = (await findQuality(ctx, projectId, filter.stage)) ?? {}
  const { accepts: _, rejects: __, abstains: ___, votesAtLeast: ____, pass: _____, ...whole } = filter
  const n = patterns.filter((pattern) => matchesFigure(pattern, whole)).reduce((sum, { items }) => sum + items, 0)
  return n < BLIND_BELOW
}

/** What was said of an earlier text is not for those who may judge the next one. */
export const unblinded = (reviews: boolean) => (reviews ? Prisma.sql`not ${mayBeJudged}` : Prisma.sql`true`)

/** The kinds of text that rateGroup puts into the group, said in SQL. */
function inGroup({ group }: FigureFilter): Prisma.Sql {
  return Prisma.sql`q.purpose = 'CURATION' and concat_ws('.', i.origin, r.author_kind, least(r.attempt, 2),
    r.control::text, ${byDemoModel()}::text) = any(${kindsOf(group)}::text[])`
}

function inScope({ categoryId, origin, intent, model, promptVersionId }: FigureFilter): Prisma.Sql {
  const category =
    categoryId === 'none'
      ? Prisma.sql`c.id is null`
      : Prisma.sql`(c.id = ${categoryId ?? null}::uuid or c.parent_id = ${categoryId ?? null}::uuid)`
  const conditions = [
    categoryId !== undefined && category,
    origin && Prisma.sql`i.origin = ${origin}::"Origin"`,
    intent && Prisma.sql`i.intent = ${intent}::"Intent"`,
    (model ?? promptVersionId) !== undefined &&
      Prisma.sql`exists (select from generations g join generation_runs run on run.id = g.run_id where ${writtenBy}
        and run.model = coalesce(${model ?? null}, run.model)
        and g.prompt_version_id = coalesce(${promptVersionId ?? null}::uuid, g.prompt_version_id))`,
  ].filter((condition) => condition instanceof Prisma.Sql)
  return conditions.length > 0 ? Prisma.join(conditions, ' and ') : Prisma.sql`true`
}

/** As majorityPass and allPass count them (lib/core/agreement/pass-rates.ts); columns of the votes, slots and full_overlap. */
export const passedBy = (pass: Pass) => Prisma.sql`accepts + rejects >= slots / 2 + 1 and ${PASSED[pass]}`
const PASSED = {
  majority: Prisma.sql`accepts > rejects`,
  all: Prisma.sql`rejects = 0`,
  full: Prisma.sql`rejects = 0 and full_overlap`,
}

function asVoted({ reviewers, votesAtLeast, accepts, rejects, abstains, pass }: FigureFilter): Prisma.Sql {
  const conditions = [
    reviewers !== undefined && Prisma.sql`accepts + rejects + abstains = ${reviewers}::int`,
    votesAtLeast !== undefined && Prisma.sql`accepts + rejects >= ${votesAtLeast}::int`,
    accepts !== undefined && Prisma.sql`accepts = ${accepts}::int`,
    rejects !== undefined && Prisma.sql`rejects = ${rejects}::int`,
    abstains !== undefined && Prisma.sql`abstains = ${abstains}::int`,
    pass !== undefined && passedBy(pass),
  ].filter((condition) => condition !== false)
  return conditions.length > 0 ? Prisma.join(conditions, ' and ') : Prisma.sql`true`
}
