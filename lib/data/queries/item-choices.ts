import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

export interface FilterChoices {
  /** In taxonomy order; without those that the actor opted out of. */
  categories: { id: string; title: string; under: string | null }[]
  capabilities: string[]
  /** Those that made items of the stage, at most 100. */
  models: string[]
}

/** What a list can be filtered by, beside the closed sets; null to those who may not read the project. */
export async function listFilterChoices(
  ctx: Ctx,
  { projectId, stage }: { projectId: string; stage: ItemStage },
): Promise<FilterChoices | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const [{ categories, optedOut }, capabilities, models] = await Promise.all([
    loadItemScope(ctx, { projectId, stage }),
    ctx.db.capability.findMany({ where: { projectId }, select: { name: true }, orderBy: { name: 'asc' } }),
    listModels(ctx, projectId, stage),
  ])
  const titles = new Map(categories.map(({ id, title }) => [id, title]))
  return {
    categories: categories
      .filter(({ id }) => !optedOut.has(id))
      .map(({ id, title, parentId }) => ({ id, title, under: parentId && (titles.get(parentId) ?? null) })),
    capabilities: capabilities.map(({ name }) => name),
    models,
  }
}

/** The names one by one off the index: a plain DISTINCT would read every item. */
async function listModels({ db }: Ctx, projectId: string, stage: ItemStage): Promise<string[]> {
  const rows = await db.$queryRaw<{ model: string }[]>`
    with recursive name as (
      (select model from items where project_id = ${projectId}::uuid and stage = ${stage}::"Stage" and model is not null
        and archived_at is null order by model limit 1)
      union all
      select (select i.model from items i where i.project_id = ${projectId}::uuid and i.stage = ${stage}::"Stage"
        and i.model > name.model and i.archived_at is null order by i.model limit 1)
      from name where name.model is not null
    )
    select model from name where model is not null limit 100`
  return rows.map(({ model }) => model)
}
