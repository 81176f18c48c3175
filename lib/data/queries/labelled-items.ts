import type { Expected, ResponseLabel } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL, JUDGED_LABEL } from '@/lib/core/compliance/opinion'
import { canRead } from '@/lib/core/policy/policies'
import { BLIND_BELOW, kindsOf, type RateGroup } from '@/lib/core/review/rates'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { unblinded } from './figure-items'
import { notOptedOut } from './item-category'
import { labelledResponses } from './label-pairs'

/** Which closed responses a figure is about; every field narrows. */
export interface LabelFilter {
  group: RateGroup
  expected: Expected
  /** A top category; 'none' for items without one. */
  categoryId?: string
  model?: string
  promptVersionId?: string
  people?: ResponseLabel[]
  /** Another view: the detector, or a judge model with one prompt version. */
  by?: 'DETECTOR' | 'JUDGE'
  judge?: string
  judgePrompt?: string
  /** What that view said, in any of its calls. */
  said?: ResponseLabel
  /** Only those of which it said, in any of its calls, something else than people. */
  differs?: boolean
}

export interface LabelledItem {
  entryId: string
  itemId: string
  number: number
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  category: string
  people: ResponseLabel | null
  /** What the view said, each label once. */
  said: ResponseLabel[]
}

const PAGE = 100

/**
 * The closed responses behind a figure of labels, by number. For people who judge here only where the figure's whole is
 * shown to them, and without the categories they opted out of and what is being judged again.
 */
export async function listLabelledItems(
  ctx: Ctx,
  projectId: string,
  filter: LabelFilter & { after?: number },
  limit = PAGE,
): Promise<{ items: LabelledItem[]; next: number | null }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) return { items: [], next: null }
  const reader = isSystem(ctx.actor) ? null : ctx.actor.userId
  const rows = await ctx.db.$queryRaw<(LabelledItem & { whole: number })[]>`
    with labelled as materialized (${labelledResponses(projectId)}), whole as (
      select labelled.*, (count(*) over ())::int as whole from labelled
      left join categories c on c.id = labelled.category_id where closed and ${inWhole(filter)}
    )
    select whole.entry_id as "entryId", i.id as "itemId", i.number, whole.verdict::text,
      coalesce(above.title || ' › ', '') || coalesce(c.title, 'No category') as category, whole.people, whole.whole,
      array(select distinct f.evidence ->> 'label' from findings f where ${opinionOf(filter)} order by 1) as said
    from whole
    join items i on i.id = whole.item_id
    left join categories c on c.id = i.category_id
    left join categories above on above.id = c.parent_id
    left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${reader}::uuid
    where i.number > ${filter.after ?? 0}::int and ${asSaid(filter)} and ${notOptedOut} and ${unblinded(facts.reviews)}
      and (not ${facts.reviews} or whole.whole >= ${BLIND_BELOW}::int)
    order by i.number, whole.entry_id limit ${limit + 1}::int`
  const beyond = rows[limit]
  // Several texts of one item stay on one page: the next page starts after a number.
  const items = beyond ? rows.filter(({ number }) => number < beyond.number) : rows
  return { items: items.map(({ whole: _, ...item }) => item), next: beyond ? (items.at(-1)?.number ?? null) : null }
}

function inWhole({ group, expected, categoryId, model, promptVersionId }: LabelFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`labelled.expected = ${expected} and labelled.purpose = 'CURATION' and concat_ws('.', labelled.origin,
      labelled.author_kind, labelled.attempt, labelled.control::text, labelled.demo::text) = any(${kindsOf(group)}::text[])`,
    categoryId === 'none' && Prisma.sql`c.id is null`,
    categoryId !== undefined &&
      categoryId !== 'none' &&
      Prisma.sql`(c.id = ${categoryId}::uuid or c.parent_id = ${categoryId}::uuid)`,
    model !== undefined && Prisma.sql`labelled.written_by = ${model}`,
    promptVersionId !== undefined && Prisma.sql`labelled.prompt_version_id = ${promptVersionId}::uuid`,
  ].filter((condition) => condition instanceof Prisma.Sql)
  return Prisma.join(conditions, ' and ')
}

/** The findings of the view that is asked about (alias f). */
function opinionOf({ by, judge, judgePrompt }: LabelFilter): Prisma.Sql {
  if (!by) return Prisma.sql`false`
  const on = Prisma.sql`f.revision_id = whole.revision_id`
  if (by === 'DETECTOR') return Prisma.sql`${on} and f.source = 'RULE' and f.code = ${DETECTED_LABEL}`
  return Prisma.sql`${on} and f.source = 'JUDGE' and f.code = ${JUDGED_LABEL}
    and f.evidence ->> 'model' = coalesce(${judge ?? null}, f.evidence ->> 'model')
    and coalesce(f.evidence ->> 'promptVersionId', '') = coalesce(${judgePrompt ?? null}, f.evidence ->> 'promptVersionId', '')`
}

function asSaid(filter: LabelFilter): Prisma.Sql {
  const { people, by, said, differs } = filter
  const conditions = [
    people && Prisma.sql`whole.people = any(${people}::text[])`,
    by && Prisma.sql`whole.people is not null`,
    by &&
      Prisma.sql`exists (select from findings f where ${opinionOf(filter)}
        and ${said ? Prisma.sql`f.evidence ->> 'label' = ${said}` : Prisma.sql`true`}
        and ${differs ? Prisma.sql`f.evidence ->> 'label' <> whole.people` : Prisma.sql`true`})`,
  ].filter((condition) => condition instanceof Prisma.Sql)
  return conditions.length > 0 ? Prisma.join(conditions, ' and ') : Prisma.sql`true`
}
