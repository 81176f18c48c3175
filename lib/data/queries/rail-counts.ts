import { EXACT_UP_TO } from '@/lib/core/item/count'
import type { ItemStage } from '@/lib/core/item/lists'
import type { RailCounts, RailPlace } from '@/lib/core/item/rail-counts'
import { canAdjudicate, canCurate, canJudge, canRead, canSpend } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { contested } from './adjudication'
import { categoryJoins, notOptedOut } from './item-category'
import { servable } from './servable'

/** Each entry is looked at from several sides: beyond so many the rail shows no number, and the page itself counts. */
const ENTRIES_LOOKED_AT = 5_000

/**
 * The numbers beside the places of a project: one statement, none of its parts longer for a larger project. Items as the
 * lists count them, without opted-out categories and without a word of verdicts; of the rest what the reader's own pages
 * count. Null to those who may not read the project.
 */
export async function findRailCounts(ctx: Ctx, projectId: string): Promise<RailCounts | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts) || isSystem(ctx.actor)) return null
  const { userId } = ctx.actor
  const judges = canJudge(facts, { given: true, barred: false })
  const parts: Record<RailPlace, Prisma.Sql | false> = {
    chains: itemsOf('CHAIN', projectId, userId),
    instructions: itemsOf('INSTRUCTION', projectId, userId),
    responses: itemsOf('RESPONSE', projectId, userId),
    review: judges && leftFor(projectId, userId),
    adjudication: canAdjudicate(facts, { judgedAt: null }) && waiting(projectId, userId),
    flags: canCurate(facts) && flagsOf(projectId, userId),
    runs:
      canSpend(facts) &&
      upToMost(Prisma.sql`from generation_runs r where r.project_id = ${projectId}::uuid
      and r.status = 'RUNNING'`),
  }
  const places = Object.keys(parts) as RailPlace[]
  const columns = places.map((place) => Prisma.sql`${parts[place] || Prisma.sql`null::int`} as ${Prisma.raw(place)}`)
  const [row] = await ctx.db.$queryRaw<Record<RailPlace, number | null>[]>`select ${Prisma.join(columns)}`
  return Object.fromEntries(places.map((place) => [place, toCount(row?.[place] ?? null)])) as unknown as RailCounts
}

const toCount = (n: number | null) => (n === null ? null : { n: Math.min(n, EXACT_UP_TO), more: n > EXACT_UP_TO })

const upToMost = (from: Prisma.Sql) =>
  Prisma.sql`(select count(*)::int from (select ${from} limit ${EXACT_UP_TO + 1}::int) part)`

/** Null where more than ENTRIES_LOOKED_AT of the entries would have to be looked at. */
const ifFew = (entries: Prisma.Sql, counted: Prisma.Sql) => Prisma.sql`(case
  when (select count(*) from (select ${entries} limit ${ENTRIES_LOOKED_AT + 1}::int) part) <= ${ENTRIES_LOOKED_AT}::int
  then ${counted} end)`

/** Their opt-outs as an array that is made once, so that counting reads the index alone. */
const itemsOf = (stage: ItemStage, projectId: string, userId: string) =>
  upToMost(Prisma.sql`from items i where i.project_id = ${projectId}::uuid and i.stage = ${stage}::"Stage"
    and i.archived_at is null and coalesce(i.category_id <> all(array(select c.id from categories c
      join preferences pref on pref.project_id = c.project_id and pref.user_id = ${userId}::uuid
      where c.project_id = ${projectId}::uuid
        and (c.id = any(pref.opt_out_category_ids) or c.parent_id = any(pref.opt_out_category_ids)))), true)`)

const leftFor = (projectId: string, userId: string) => {
  const mine = Prisma.sql`(select q.id from review_queues q join queue_reviewers given on given.queue_id = q.id
    where q.project_id = ${projectId}::uuid and q.status <> 'CLOSED' and given.user_id = ${userId}::uuid)`
  return ifFew(
    Prisma.sql`from queue_entries e where e.queue_id in ${mine} and e.status = 'OPEN'`,
    Prisma.sql`(select count(*)::int ${servable(userId)} and e.queue_id in ${mine})`,
  )
}

const waiting = (projectId: string, userId: string) =>
  ifFew(
    Prisma.sql`from queue_entries e where e.project_id = ${projectId}::uuid and e.status = 'CLOSED'
      and e.verdict <> 'PASSED'`,
    Prisma.sql`(select count(*)::int ${contested(projectId, userId)})`,
  )

const flagsOf = (projectId: string, userId: string) =>
  upToMost(Prisma.sql`from flags f join items i on i.id = f.item_id ${categoryJoins(userId)}
    where f.project_id = ${projectId}::uuid and f.resolved_at is null and ${notOptedOut}`)
