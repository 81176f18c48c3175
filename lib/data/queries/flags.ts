import { canCurate } from '@/lib/core/policy/policies'
import type { WorkFrame } from '@/lib/core/review/wire'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'
import { type CategoryRow, categoryColumns, categoryJoins, notOptedOut, toCategory } from './item-category'

export interface FlagRow {
  id: string
  itemId: string
  number: number
  intent: WorkFrame['intent']
  category: { path: string[]; severity: number | null }
  note: string
  at: Date
  by: string
}

/** Flags that wait for a lead, oldest first, at most `limit` of `total`; null to those who do not answer them. */
export async function listFlags(
  ctx: Ctx,
  projectId: string,
  limit = 200,
): Promise<{ rows: FlagRow[]; total: number } | null> {
  if (isSystem(ctx.actor) || !canCurate(factsFor(ctx.actor, projectId))) return null
  const rows = await ctx.db.$queryRaw<(Omit<FlagRow, 'category'> & CategoryRow & { total: number })[]>`
    select f.id, f.item_id as "itemId", i.number, i.intent::text, ${categoryColumns}, f.note, f.at, u.name as by,
      (count(*) over ())::int as total
    from flags f
    join items i on i.id = f.item_id
    join users u on u.id = f.user_id
    ${categoryJoins(ctx.actor.userId)}
    where f.project_id = ${projectId}::uuid and f.resolved_at is null and ${notOptedOut}
    order by f.at, f.id
    limit ${limit}::int`
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, categoryTitle, parentTitle, severity, ...row }) => ({
      ...row,
      category: toCategory({ categoryTitle, parentTitle, severity }),
    })),
  }
}
