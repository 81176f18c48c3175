import type { ItemFilter } from '@/lib/core/item/filter'
import { canReadQuarantined, canSeeVotes } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { type Actor, factsFor, isSystem } from '@/lib/services/context'

/** What an actor's view of a project's items is limited to, whatever the filter says. */
export interface ItemScope {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  /** Verdicts under a new judgment read as open. */
  blind: boolean
  /** Quarantined texts are not searched. */
  quarantine: boolean
  categories: ScopeCategory[]
  /** Categories and subcategories that are never shown to this person. */
  optedOut: ReadonlySet<string>
}

export interface ScopeCategory {
  id: string
  parentId: string | null
  title: string
  /** Its own, or that of the category above. */
  severity: number | null
}

/** Whether the actor may not see votes of entries that are still open (a list shows the same to all who judge). */
export const isBlind = (actor: Actor, projectId: string): boolean =>
  !canSeeVotes(
    factsFor(actor, projectId),
    { closed: false, contested: false, judgedAt: null, given: false, barred: false },
    new Date(0),
  )

/** Loaded anew for each request: the taxonomy in its own order, and the actor's private opt-outs. */
export async function loadItemScope(
  { actor, db }: { actor: Actor; db: Db },
  { projectId, stage }: Pick<ItemScope, 'projectId' | 'stage'>,
): Promise<ItemScope> {
  const [rows, preference] = await Promise.all([
    db.$queryRaw<ScopeCategory[]>`
      select c.id, c.parent_id as "parentId", c.title, coalesce(c.severity, above.severity) as severity
      from categories c left join categories above on above.id = c.parent_id
      where c.project_id = ${projectId}::uuid
      order by coalesce(above.position, c.position), coalesce(above.id, c.id), c.parent_id nulls first, c.position, c.id`,
    isSystem(actor)
      ? null
      : db.preference.findUnique({ where: { projectId_userId: { projectId, userId: actor.userId } } }),
  ])
  const out = new Set(preference?.optOutCategoryIds)
  const below = rows.filter(({ parentId }) => parentId !== null && out.has(parentId))
  return {
    projectId,
    stage,
    blind: isBlind(actor, projectId),
    quarantine: !canReadQuarantined(factsFor(actor, projectId)),
    categories: rows,
    optedOut: new Set([...out, ...below.map(({ id }) => id)]),
  }
}

/** The categories that a filter leaves, in taxonomy order, null standing for items without one; null as a whole: no limit. */
export function filterCategories(filter: ItemFilter, scope: ItemScope): (string | null)[] | null {
  if (!filter.categoryIds && !filter.severities) return null
  const asked = filter.categoryIds && new Set(filter.categoryIds)
  const severities = filter.severities && new Set(filter.severities)
  const kept = scope.categories.filter(
    ({ id, parentId, severity }) =>
      (!asked || asked.has(id) || (parentId !== null && asked.has(parentId))) &&
      (!severities || severities.has(severity)) &&
      !scope.optedOut.has(id),
  )
  const uncategorized = !asked && severities?.has(null)
  return [...kept.map(({ id }) => id), ...(uncategorized ? [null] : [])]
}
