import { canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'
import { allOf, mayBeJudged, whereBase, whereFilter } from './item-where'

/** The next borderline instruction that nobody has settled, after a number and then from the first; not one that the reader may still judge, or may not read. */
export async function findNextUnsettled(
  ctx: Ctx,
  { projectId, after }: { projectId: string; after: number },
): Promise<string | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const scope = await loadItemScope(ctx, { projectId, stage: 'INSTRUCTION' })
  const where = allOf([
    Prisma.sql`i.intent = 'BORDERLINE' and i.split is null`,
    ...whereFilter({}, scope),
    ...(scope.quarantine ? [Prisma.sql`not i.quarantined`] : []),
    ...(scope.blind ? [Prisma.sql`not ${mayBeJudged}`] : []),
  ])
  const [row] = await ctx.db.$queryRaw<{ id: string }[]>`
    select i.id from items i where ${whereBase(scope)} and ${where} and i.number <> ${after}::int
    order by i.number <= ${after}::int, i.number limit 1`
  return row?.id ?? null
}
