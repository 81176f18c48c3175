import type { RatedItem } from '@/lib/core/agreement/ratings'
import type { ItemStage } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import type { Question } from '@/lib/core/review/reliability'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { votes } from './votes-by-reviewer'

interface Asked {
  projectId: string
  stage: ItemStage
  question: Question
}

/** An entry a row with who said what of it, in one text (columns entry_id, said): entries that have the same were voted on alike. */
const votedEntries = ({ projectId, stage, question }: Asked) => {
  const said =
    question === 'DECISION' ? Prisma.sql`case when accept then 'accept' else 'reject' end` : Prisma.sql`label`
  return Prisma.sql`
    select entry_id, string_agg(reviewer_id::text || ' ' || ${said}, ',' order by reviewer_id) as said
    from (${votes(projectId, stage)}) v where ${said} is not null group by 1`
}

/** Everything that was said and by whom, items that were voted on alike as one: what a reliability model is fitted to. */
export async function listRatedPatterns(ctx: Ctx, asked: Asked): Promise<Required<RatedItem>[]> {
  if (!canCurate(factsFor(ctx.actor, asked.projectId))) return []
  const rows = await ctx.db.$queryRaw<{ said: string; alike: number }[]>`
    with voted as (${votedEntries(asked)}) select said, count(*)::int as alike from voted group by 1 order by 1`
  return rows.map(({ said, alike }) => ({
    ...{ item: said, alike },
    votes: said.split(',').map((vote) => {
      const [reviewer = '', label = ''] = vote.split(' ')
      return { reviewer, label }
    }),
  }))
}

/** The items that were voted on in one of several ways, by number. */
export async function listPatternItems(
  ctx: Ctx,
  { keys, most, ...asked }: Asked & { keys: readonly string[]; most: number },
): Promise<{ itemId: string; number: number; key: string }[]> {
  if (keys.length === 0 || !canCurate(factsFor(ctx.actor, asked.projectId))) return []
  return ctx.db.$queryRaw`
    with voted as (${votedEntries(asked)})
    select e.item_id as "itemId", i.number, v.said as key
    from voted v join queue_entries e on e.id = v.entry_id join items i on i.id = e.item_id
    where v.said in (select unnest(${keys}::text[]))
    order by i.number, e.id limit ${most}::int`
}
