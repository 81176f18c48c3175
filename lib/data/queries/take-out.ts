import type pg from 'pg'
import type { TakeOutStage } from '@/lib/core/export/formats'
import { KEPT_REASONS, type KeptReason } from '@/lib/core/export/kept'
import { canCurate } from '@/lib/core/policy/policies'
import { type Db, Prisma } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import { factsFor } from '@/lib/services/context'
import { mayBeJudged, shownQuarantined } from './item-where'
import { findListed, hasHashLists } from './listed-prompts'
import { acceptedNonRefusal } from './response-facts'
import { byDemoModel } from './speaking-entry'
import { type Chosen, whereChosen } from './where-chosen'

export interface TakeOutAsked {
  projectId: string
  stage: TakeOutStage
  /** Only these, as far as they are accepted; null: all. */
  chosen: Chosen | null
}

export interface TakeOutCounts {
  /** All of the stage, archived ones included; where some were chosen, those of them that are in the list. */
  items: number
  /** Their accepted text may leave. */
  accepted: number
  /** Why others stay: with `accepted` all of it sums to `items`. */
  kept: Record<KeptReason, number>
  /** Of the accepted, for shapes that have no place for it: without the category and subcategory that a row needs. */
  withoutSubcategory: number
  /** Chains with a title. */
  titled: number
  /** Borderline instructions: not settled, and settled. */
  unsettled: number
  settled: number
}

/** The accepted text was made from another text of its parent than the one that is accepted now (alias i). */
export const staleText = Prisma.sql`exists (select from revisions used join revisions pinned on pinned.id = used.parent_revision_id
  join items p on p.id = i.parent_id join revisions meant on meant.id = p.accepted_revision_id
  where used.id = i.accepted_revision_id and pinned.content_hash <> meant.content_hash)`

export const demoText = Prisma.sql`exists (select from revisions accepted where accepted.id = i.accepted_revision_id
  and ${byDemoModel('accepted')})`

/**
 * Why an item's accepted text does not leave, null where it does (alias i; lib/core/export/kept.ts). To people who judge,
 * what they may still judge reads as not passed, whatever stands: neither a file nor a count tells them of it. A response
 * that should be a refusal leaves only as one, by people's own label: the item's quarantine is not relied on alone. `listed`:
 * items that ask what a benchmark asks (findListed).
 */
export const whyKept = (blind: boolean, listed: readonly string[] = []) => Prisma.sql`case
  when i.archived_at is not null then 'PUT_AWAY' when ${shownQuarantined(blind)} then 'QUARANTINED'
  when i.origin = 'DEMO_MODEL' then 'DEMO_MODEL' when i.accepted_revision_id is null then 'NOT_PASSED'
  ${blind ? Prisma.sql`when ${mayBeJudged} then 'NOT_PASSED'` : Prisma.empty}
  when i.quarantined or ${acceptedNonRefusal} then 'QUARANTINED' when ${demoText} then 'DEMO_MODEL' when ${staleText} then 'STALE'
  ${listed.length > 0 ? Prisma.sql`when i.id = any(${listed}::uuid[]) then 'LISTED'` : Prisma.empty} end`

/** The items that are asked for (alias i). Those chosen never reach what is not shown to the actor. */
export const whereAsked = async (
  reader: { actor: Ctx['actor']; db: Db },
  { projectId, stage, chosen }: TakeOutAsked,
): Promise<Prisma.Sql> =>
  chosen
    ? whereChosen(reader, { projectId, stage, ...chosen }, false)
    : Prisma.sql`i.project_id = ${projectId}::uuid and i.stage = ${stage}::"Stage"`

/** AgentAlign's files are built on subcategories; of instructions only the harmful ones need one. */
const needsSubcategory = (stage: TakeOutStage) =>
  stage !== 'INSTRUCTION' ? Prisma.sql`true` : Prisma.sql`coalesce(split, intent) = 'HARMFUL'`

interface CountInput {
  /** The items that are asked for (alias i). */
  where: Prisma.Sql
  stage: TakeOutStage
  blind: boolean
  listed: readonly string[]
}

/** One row, as TakeOutCounts has it but for `kept`, which is spread over its reasons. */
const countSql = ({ where, stage, blind, listed }: CountInput) => Prisma.sql`
  with asked as materialized (
    select i.category_id, i.accepted_revision_id, i.intent, i.split, coalesce(${whyKept(blind, listed)}, 'LEAVES') as fate
    from items i where ${where}
  )
  select count(*)::int as "items", count(*) filter (where fate = 'LEAVES')::int as "accepted",
    ${Prisma.join(
      KEPT_REASONS.map(
        (reason) => Prisma.sql`count(*) filter (where fate = ${reason})::int as ${Prisma.raw(`"${reason}"`)}`,
      ),
    )},
    count(*) filter (where fate = 'LEAVES' and ${needsSubcategory(stage)} and not exists (
      select from categories where categories.id = category_id and parent_id is not null))::int as "withoutSubcategory",
    count(*) filter (where fate = 'LEAVES' and exists (
      select from revisions where revisions.id = accepted_revision_id and content ? 'title'))::int as "titled",
    count(*) filter (where fate = 'LEAVES' and intent = 'BORDERLINE' and split is null)::int as "unsettled",
    count(*) filter (where fate = 'LEAVES' and intent = 'BORDERLINE' and split is not null)::int as "settled"
  from asked`

type CountRow = Omit<TakeOutCounts, 'kept'> & Record<KeptReason, number>

function toCounts(row: CountRow): TakeOutCounts {
  const { PUT_AWAY, QUARANTINED, DEMO_MODEL, NOT_PASSED, STALE, LISTED, ...rest } = row
  return { ...rest, kept: { PUT_AWAY, QUARANTINED, DEMO_MODEL, NOT_PASSED, STALE, LISTED } }
}

/** What a take-out would hold, of all or of those chosen, and what it leaves out. Null to those who may not take out. */
export async function countTakeOut(ctx: Ctx, asked: TakeOutAsked): Promise<TakeOutCounts | null> {
  const facts = factsFor(ctx.actor, asked.projectId)
  if (!canCurate(facts)) return null
  const asking = { where: await whereAsked(ctx, asked), stage: asked.stage, blind: facts.reviews }
  if (!(await hasHashLists(ctx.db, asked.projectId))) {
    const [row] = await ctx.db.$queryRaw<CountRow[]>(countSql({ ...asking, listed: [] }))
    return row ? toCounts(row) : null
  }
  const { inRawTransaction, withRaw } = await import('../raw')
  return withRaw(ctx.db, 'plumbline take-out', (client) =>
    inRawTransaction(
      client,
      async () => (await countAsked(client, { ...asking, projectId: asked.projectId })).counts,
      'isolation level repeatable read read only',
    ),
  )
}

/** In the caller's transaction: the counts, and which items stay because a benchmark asks the same. */
export async function countAsked(
  client: pg.Client,
  { projectId, ...asking }: Omit<CountInput, 'listed'> & { projectId: string },
): Promise<{ counts: TakeOutCounts; listed: string[] }> {
  const { where, stage, blind } = asking
  const leaves = Prisma.sql`${where} and ${whyKept(blind)} is null`
  const listed = await findListed(client, { projectId, stage, where: leaves })
  const { text, values } = countSql({ ...asking, listed })
  const { rows } = await client.query<CountRow>(text, values)
  return { counts: toCounts(rows[0]!), listed }
}
