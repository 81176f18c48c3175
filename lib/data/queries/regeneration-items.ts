import { canRead } from '@/lib/core/policy/policies'
import { BLIND_BELOW, kindsOf, type RateGroup } from '@/lib/core/review/rates'
import type { ItemOutcome } from '@/lib/core/review/regeneration-report'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { type FigureItem, passedBy, unblinded } from './figure-items'
import { notOptedOut } from './item-category'
import type { Pass } from './quality'
import { findRegeneration, itemOutcomes, judgedTexts, type RegeneratedStage } from './regeneration'

/** Which texts a figure of the regeneration page is about: those of a group, narrowed; or the last texts of items that stand so. */
export type RegenerationFilter = { stage: RegeneratedStage; after?: number } & (
  | {
      group: RateGroup
      attempt?: number
      reason?: string
      model?: string
      prompt?: string
      /** Only those that passed. */
      pass?: Pass
    }
  | { outcome: ItemOutcome; attempt?: number; demo?: boolean }
)

const PAGE = 100
const NOTHING = { items: [], next: null }

/**
 * The closed texts behind a figure, by item number; for people who judge here, only where the figure itself is shown to
 * them, and neither what they opted out of nor what is being judged again.
 */
export async function listRegenerationItems(
  ctx: Ctx,
  projectId: string,
  filter: RegenerationFilter,
): Promise<{ items: FigureItem[]; next: number | null }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts) || (facts.reviews && (await isWithheld(ctx, projectId, filter)))) return NOTHING
  const reader = isSystem(ctx.actor) ? null : ctx.actor.userId
  const rows = await ctx.db.$queryRaw<FigureItem[]>`
    with texts as materialized (${judgedTexts(projectId, filter.stage)})
    select texts.entry_id as "entryId", texts.item_id as "itemId", texts.number, texts.revision, texts.verdict::text,
      coalesce(above.title || ' › ', '') || coalesce(c.title, 'No category') as category,
      texts.accepts, texts.rejects, texts.abstains
    from texts
    join items i on i.id = texts.item_id
    left join categories c on c.id = i.category_id
    left join categories above on above.id = c.parent_id
    left join preferences pref on pref.project_id = i.project_id and pref.user_id = ${reader}::uuid
    where texts.closed and texts.number > ${filter.after ?? 0}::int and ${notOptedOut} and ${unblinded(facts.reviews)}
      and ${'group' in filter ? inGroup(filter) : standing(filter)}
    order by texts.number, texts.revision limit ${PAGE + 1}`
  const beyond = rows[PAGE]
  const items = beyond ? rows.filter(({ number }) => number < beyond.number) : rows
  return { items, next: beyond ? (items.at(-1)?.number ?? null) : null }
}

async function isWithheld(ctx: Ctx, projectId: string, filter: RegenerationFilter): Promise<boolean> {
  const data = await findRegeneration(ctx, projectId, filter.stage)
  if (!data) return true
  const sum = (rows: readonly { items: number }[]) => rows.reduce((total, { items }) => total + items, 0)
  if ('outcome' in filter) return sum(data.outcomes.filter(({ outcome }) => outcome !== 'OPEN')) < BLIND_BELOW
  const { group, attempt, reason, model, prompt } = filter
  const mine = data.patterns.filter(
    (row) =>
      row.closed &&
      row.group === group &&
      (attempt === undefined || row.attempt === attempt) &&
      (reason === undefined || row.reasons.includes(reason)) &&
      (model === undefined || row.model === model) &&
      (prompt === undefined || row.prompt === prompt),
  )
  return sum(mine) < BLIND_BELOW
}

/** The kinds of text that rateGroup puts into the group, said in SQL. */
function inGroup(filter: Extract<RegenerationFilter, { group: RateGroup }>): Prisma.Sql {
  const { attempt, reason, model, prompt, pass } = filter
  const conditions = [
    Prisma.sql`concat_ws('.', texts.origin, texts.author, least(texts.attempt, 2), texts.control::text, texts.demo::text)
      = any(${kindsOf(filter.group)}::text[])`,
    attempt !== undefined && Prisma.sql`texts.attempt = ${attempt}::int`,
    reason !== undefined && Prisma.sql`${reason} = any(texts.reasons)`,
    model !== undefined && Prisma.sql`texts.model = ${model}`,
    prompt !== undefined && Prisma.sql`texts.prompt = ${prompt}`,
    pass !== undefined && passedBy(pass),
  ].filter((condition) => condition !== false)
  return Prisma.join(conditions, ' and ')
}

/** Of items that stand so, the last closed text. */
const standing = ({ outcome, attempt, demo }: Extract<RegenerationFilter, { outcome: ItemOutcome }>) => Prisma.sql`
  texts.item_id in (select item_id from (${itemOutcomes}) standing where outcome = ${outcome}
    and demo = ${demo ?? false} and ${attempt === undefined ? Prisma.sql`true` : Prisma.sql`attempt = ${attempt}::int`})
  and not exists (select from texts later where later.item_id = texts.item_id and later.closed
    and later.revision > texts.revision)`
