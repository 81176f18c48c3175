import { type Count, EXACT_UP_TO } from '@/lib/core/item/count'
import { type ItemFilter, VERDICTS, type VerdictName } from '@/lib/core/item/filter'
import { canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { type ItemScope, loadItemScope } from './item-scope'
import { allOf, shownVerdict, whereBase, whereFilter } from './item-where'

export interface ItemCounts {
  total: Count
  verdicts: Record<VerdictName, Count>
}
interface CountRequest {
  projectId: string
  stage: ItemScope['stage']
  filter: ItemFilter
  archived: boolean
  /** Counts to the end, however long it takes. */
  exact?: boolean
}

const toCount = (n: number, exact?: boolean): Count =>
  exact || n <= EXACT_UP_TO ? { n, more: false } : { n: EXACT_UP_TO, more: true }

/** How many items a filter leaves, by verdict as the actor may read it; null to those who may not read the project. */
export async function countItems(ctx: Ctx, request: CountRequest): Promise<ItemCounts | null> {
  if (!canRead(factsFor(ctx.actor, request.projectId))) return null
  const scope = await loadItemScope(ctx, request)
  const rows = await countVerdicts(ctx, scope, request)
  const by = new Map(rows.map(({ verdict, n }) => [verdict, n]))
  const sum = rows.reduce((total, { n }) => total + n, 0)
  const of = (verdict: VerdictName) => toCount(by.get(verdict) ?? 0, request.exact)
  return {
    total: toCount(sum, request.exact),
    verdicts: { OPEN: of('OPEN'), PASSED: of('PASSED'), FAILED: of('FAILED'), CONTESTED: of('CONTESTED') },
  }
}

/** Without any filter each verdict's part of the index is read as far as it counts; else what matches is read once. */
function countVerdicts(ctx: Ctx, scope: ItemScope, { filter, archived, exact }: CountRequest) {
  const limit = exact ? Prisma.sql`all` : Prisma.sql`${EXACT_UP_TO + 1}::int`
  const conditions = whereFilter(filter, scope)
  if (conditions.length > 0 || archived) {
    return ctx.db.$queryRaw<{ verdict: VerdictName; n: number }[]>`
      select verdict::text, count(*)::int as n from (
        select ${shownVerdict(scope.blind)} as verdict from items i
        where ${whereBase(scope, archived)} and ${allOf(conditions)} limit ${limit}
      ) matching group by 1`
  }
  const parts = VERDICTS.map((verdict) => {
    const where = whereFilter({ verdicts: [verdict] }, scope)
    return Prisma.sql`select ${verdict} as verdict, (select count(*)::int from (
      select from items i where ${whereBase(scope)} and ${allOf(where)} limit ${limit}) part) as n`
  })
  return ctx.db.$queryRaw<{ verdict: VerdictName; n: number }[]>`${Prisma.join(parts, ' union all ')}`
}

/** How many items each of several filters leaves: the tabs of a list. */
export async function countEach(
  ctx: Ctx,
  { projectId, stage }: Pick<CountRequest, 'projectId' | 'stage'>,
  lists: readonly { filter: ItemFilter; archived: boolean }[],
): Promise<Count[]> {
  if (!canRead(factsFor(ctx.actor, projectId)) || lists.length === 0) return []
  const scope = await loadItemScope(ctx, { projectId, stage })
  const parts = lists.map(
    ({ filter, archived }) => Prisma.sql`(select count(*)::int from (select from items i
      where ${whereBase(scope, archived)} and ${allOf(whereFilter(filter, scope))}
      limit ${EXACT_UP_TO + 1}::int) part)`,
  )
  const [row] = await ctx.db.$queryRaw<{ counts: number[] }[]>`select array[${Prisma.join(parts)}] as counts`
  return (row?.counts ?? []).map((n) => toCount(n))
}
