import { canRead } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

export interface FilterChoices {
  /** In taxonomy order; without those that the actor opted out of. */
  categories: { id: string; title: string; under: string | null }[]
  capabilities: string[]
}

/** What a list can be filtered by, beside the closed sets; null to those who may not read the project. */
export async function listFilterChoices(ctx: Ctx, projectId: string): Promise<FilterChoices | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const [{ categories, optedOut }, capabilities] = await Promise.all([
    loadItemScope(ctx, { projectId, stage: 'CHAIN' }),
    ctx.db.capability.findMany({ where: { projectId }, select: { name: true }, orderBy: { name: 'asc' } }),
  ])
  const titles = new Map(categories.map(({ id, title }) => [id, title]))
  return {
    categories: categories
      .filter(({ id }) => !optedOut.has(id))
      .map(({ id, title, parentId }) => ({ id, title, under: parentId && (titles.get(parentId) ?? null) })),
    capabilities: capabilities.map(({ name }) => name),
  }
}
