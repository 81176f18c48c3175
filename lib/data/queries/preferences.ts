import { canRead } from '@/lib/core/policy/policies'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'

export interface OwnPreferences {
  optOutCategoryIds: string[]
  dailyLimit: number | null
  /** Harmful items that the person was shown today (UTC). */
  harmfulToday: number
}

/** The asking person's own preferences. There is no query for anybody else's. */
export async function findOwnPreferences(ctx: Ctx, projectId: string): Promise<OwnPreferences | null> {
  if (isSystem(ctx.actor) || !canRead(factsFor(ctx.actor, projectId))) return null
  const { userId } = ctx.actor
  const [row, [shown]] = await Promise.all([
    ctx.db.preference.findUnique({
      where: { projectId_userId: { projectId, userId } },
      select: { optOutCategoryIds: true, dailyLimit: true },
    }),
    ctx.db.$queryRaw<{ harmful: number }[]>`
      select count(*)::int as harmful from exposures where user_id = ${userId}::uuid and project_id = ${projectId}::uuid
        and day = (now() at time zone 'utc')::date and harmful`,
  ])
  return {
    optOutCategoryIds: row?.optOutCategoryIds ?? [],
    dailyLimit: row?.dailyLimit ?? null,
    harmfulToday: shown?.harmful ?? 0,
  }
}

export interface CategoryChoice {
  id: string
  title: string
  severity: number | null
  children: { id: string; title: string; severity: number | null }[]
}

/** The taxonomy by title and severity, in its own order: what can be opted out of. No item is counted or read. */
export async function listCategoryChoices(ctx: Ctx, projectId: string): Promise<CategoryChoice[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.category.findMany({
    where: { projectId, archivedAt: null },
    select: { id: true, parentId: true, title: true, severity: true },
    orderBy: [{ position: 'asc' }, { title: 'asc' }, { id: 'asc' }],
  })
  return rows
    .filter(({ parentId }) => parentId === null)
    .map(({ id, title, severity }) => ({
      id,
      title,
      severity,
      children: rows
        .filter(({ parentId }) => parentId === id)
        .map((child) => ({ id: child.id, title: child.title, severity: child.severity ?? severity })),
    }))
}
