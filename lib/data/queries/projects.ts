import { type Ctx, isSystem } from '@/lib/services/context'

export interface ProjectRow {
  id: string
  slug: string
  name: string
  demo: boolean
}

/** The projects that the actor may open, by name. Few by nature: no pages. */
export function listProjects({ actor, db }: Pick<Ctx, 'actor' | 'db'>): Promise<ProjectRow[]> {
  const mine = isSystem(actor) || actor.admin ? {} : { memberships: { some: { userId: actor.userId } } }
  return db.project.findMany({
    where: { archivedAt: null, ...mine },
    select: { id: true, slug: true, name: true, demo: true },
    orderBy: { name: 'asc' },
  })
}
