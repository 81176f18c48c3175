import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'

/** The items behind numbers picked in a list of a stage; those that are not there, or archived, are left away. */
export async function listPickedIds(
  ctx: Ctx,
  { projectId, stage, numbers }: { projectId: string; stage: ItemStage; numbers: number[] },
): Promise<string[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.item.findMany({
    where: { projectId, stage, number: { in: numbers }, archivedAt: null },
    select: { id: true },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ id }) => id)
}
