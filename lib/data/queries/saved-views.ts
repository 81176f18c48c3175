import { canRead } from '@/lib/core/policy/policies'
import { type Ctx, factsFor, isSystem } from '@/lib/services/context'

export interface SavedViewRow {
  id: string
  name: string
  query: string
  shared: boolean
  own: boolean
}

/** The actor's own views of a list and those shared in the project, oldest first. */
export async function listSavedViews(ctx: Ctx, projectId: string, list: string): Promise<SavedViewRow[]> {
  if (isSystem(ctx.actor) || !canRead(factsFor(ctx.actor, projectId))) return []
  const { userId } = ctx.actor
  const rows = await ctx.db.savedView.findMany({
    where: { projectId, list, OR: [{ userId }, { shared: true }] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 30,
  })
  return rows.map(({ id, name, query, shared, userId: owner }) => ({ id, name, query, shared, own: owner === userId }))
}
