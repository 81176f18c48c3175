import type { PairTable } from '@/lib/core/agreement/cohen-pairs'
import type { ItemStage } from '@/lib/core/item/lists'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { judgedEntries } from './agreement'

/** How often two reviewers gave each pair of answers to the items that both judged. */
export interface PairVotes {
  oneId: string
  otherId: string
  one: string
  other: string
  both: number
  oneAccepts: number
  otherAccepts: number
  neither: number
}

export interface CriterionPattern {
  key: string
  met: number
  failed: number
  items: number
}

export interface LabelPattern {
  /** In order of code units, one a judgment. */
  labels: string[]
  items: number
}

/**
 * Counted judgments behind the figures of agreement, one row a vote (columns entry_id, reviewer_id, accept, criteria, label,
 * rubric_version_id). Of an entry that could be closed early the first two votes: they are there whatever they say. Those
 * alone are put in order; with `firstTwo` only the first two of every entry that has two.
 */
export const votes = (projectId: string, stage: ItemStage, { firstTwo = false } = {}) => {
  const every = firstTwo ? Prisma.sql`false` : Prisma.sql`e.full_overlap`
  const said = Prisma.sql`select e.id as entry_id, j.reviewer_id, j.criteria, j.label, q.rubric_version_id,
      case j.decision when 'EDIT' then q.edit_counts_as when 'AMBIGUOUS' then q.ambiguous_counts_as else j.decision end
        = 'ACCEPT' as accept`
  const from = Prisma.sql`judgments j
    join (select e.id, e.full_overlap, e.queue_id, e.first_accepts from ${judgedEntries(projectId, stage)}) e on e.id = j.entry_id
    join review_queues q on q.id = e.queue_id
    where j.counted and j.withdrawn_at is null and j.superseded_at is null and j.decision <> 'ABSTAIN'`
  return Prisma.sql`
    ${said} from ${from} and ${every}
    union all
    select entry_id, reviewer_id, criteria, label, rubric_version_id, accept from (
      ${said}, row_number() over (partition by e.id order by j.created_at, j.id) as place
      from ${from} and not ${every} ${firstTwo ? Prisma.sql`and e.first_accepts is not null` : Prisma.empty}
    ) ordered where place <= 2`
}

/** How many judgments the three below would read. */
export async function countVotes(ctx: Ctx, projectId: string): Promise<number> {
  if (!canRead(factsFor(ctx.actor, projectId))) return 0
  return ctx.db.judgment.count({ where: { projectId, counted: true } })
}

/** Every pair of reviewers who judged an item in common. To curators only: it has their names. */
export async function listPairVotes(ctx: Ctx, projectId: string, stage: ItemStage): Promise<PairVotes[]> {
  return canCurate(factsFor(ctx.actor, projectId)) ? pairVotes(ctx, projectId, stage) : []
}

/** The same pairs without a name, in an order that says nothing, for figures of all of them together. */
export async function listPairTables(ctx: Ctx, projectId: string, stage: ItemStage): Promise<PairTable[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  return toPairTables(await pairVotes(ctx, projectId, stage))
}

export const toPairTables = (pairs: readonly PairVotes[]): PairTable[] =>
  [...pairs]
    .sort((a, b) => (a.oneId + a.otherId < b.oneId + b.otherId ? -1 : 1))
    .map(({ oneId, otherId, both, oneAccepts, otherAccepts, neither }) => ({
      ...{ one: oneId, other: otherId },
      table: [
        [both, oneAccepts],
        [otherAccepts, neither],
      ],
    }))

const pairVotes = (ctx: Ctx, projectId: string, stage: ItemStage) =>
  ctx.db.$queryRaw<PairVotes[]>`
    with votes as materialized (${votes(projectId, stage)}),
    pairs as (
      select a.reviewer_id as one, b.reviewer_id as other,
        count(*) filter (where a.accept and b.accept)::int as both,
        count(*) filter (where a.accept and not b.accept)::int as "oneAccepts",
        count(*) filter (where not a.accept and b.accept)::int as "otherAccepts",
        count(*) filter (where not a.accept and not b.accept)::int as neither
      from votes a join votes b on b.entry_id = a.entry_id and b.reviewer_id > a.reviewer_id
      group by 1, 2
    )
    select p.one as "oneId", p.other as "otherId", ua.name as one, ub.name as other, p.both, p."oneAccepts", p."otherAccepts", p.neither
    from pairs p join users ua on ua.id = p.one join users ub on ub.id = p.other
    order by 3, 4, 1, 2`

/**
 * Criterion by criterion, items by how many found it met and failed. Whoever judged an item and did not mark a criterion as
 * failed found it met; a criterion that has an answer of its own counts where it was given.
 */
export async function listCriterionPatterns(
  ctx: Ctx,
  projectId: string,
  stage: ItemStage,
): Promise<{ patterns: CriterionPattern[]; labels: Map<string, string> }> {
  if (!canRead(factsFor(ctx.actor, projectId))) return { patterns: [], labels: new Map() }
  const rows = await ctx.db.$queryRaw<(CriterionPattern & { label: string })[]>`
    with votes as (${votes(projectId, stage)}),
    answers as (
      select v.entry_id, c.value ->> 'key' as key, max(c.value ->> 'label') as label,
        count(*) filter (where v.criteria ->> (c.value ->> 'key') is distinct from 'false')::int as met,
        count(*) filter (where v.criteria ->> (c.value ->> 'key') = 'false')::int as failed
      from votes v
      join rubric_versions rubric on rubric.id = v.rubric_version_id
      cross join lateral jsonb_array_elements(rubric.criteria) c
      where not coalesce((c.value ->> 'open')::boolean, false) or v.criteria ? (c.value ->> 'key')
      group by 1, 2
    )
    select key, max(label) as label, met, failed, count(*)::int as items from answers group by 1, 3, 4 order by 1, 3, 4`
  return { patterns: rows, labels: new Map(rows.map(({ key, label }) => [key, label])) }
}

/** Of responses: items by the labels that they were given. */
export async function listLabelPatterns(ctx: Ctx, projectId: string): Promise<LabelPattern[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  return ctx.db.$queryRaw<LabelPattern[]>`
    with votes as (${votes(projectId, 'RESPONSE')}),
    labelled as (select entry_id, array_agg(label order by label) as labels from votes where label is not null group by 1)
    select labels, count(*)::int as items from labelled group by 1 order by 1`
}
