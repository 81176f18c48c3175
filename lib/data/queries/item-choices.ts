import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

export interface FilterChoices {
  /** In taxonomy order; without those that the actor opted out of. */
  categories: { id: string; title: string; under: string | null }[]
  capabilities: string[]
  /** Those that made items of the stage, at most 100. */
  models: string[]
  /** Data sets of others that items of the stage come from, at most 100. */
  sources: string[]
}

/** What a list can be filtered by, beside the closed sets; null to those who may not read the project. */
export async function listFilterChoices(
  ctx: Ctx,
  { projectId, stage }: { projectId: string; stage: ItemStage },
): Promise<FilterChoices | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const [{ categories, optedOut }, capabilities, models, sources] = await Promise.all([
    loadItemScope(ctx, { projectId, stage }),
    ctx.db.capability.findMany({ where: { projectId }, select: { name: true }, orderBy: { name: 'asc' } }),
    listNames(ctx, { projectId, stage }, 'model'),
    listNames(ctx, { projectId, stage }, 'source'),
  ])
  const titles = new Map(categories.map(({ id, title }) => [id, title]))
  return {
    categories: categories
      .filter(({ id }) => !optedOut.has(id))
      .map(({ id, title, parentId }) => ({ id, title, under: parentId && (titles.get(parentId) ?? null) })),
    capabilities: capabilities.map(({ name }) => name),
    models,
    sources,
  }
}

/** The names one by one off the index: a plain DISTINCT would read every item. */
async function listNames(
  { db }: Ctx,
  { projectId, stage }: { projectId: string; stage: ItemStage },
  of: 'model' | 'source',
): Promise<string[]> {
  const column = Prisma.raw(of)
  const rows = await db.$queryRaw<{ name: string }[]>`
    with recursive found as (
      (select ${column} as name from items where project_id = ${projectId}::uuid and stage = ${stage}::"Stage"
        and ${column} is not null and archived_at is null order by ${column} limit 1)
      union all
      select (select i.${column} from items i where i.project_id = ${projectId}::uuid and i.stage = ${stage}::"Stage"
        and i.${column} > found.name and i.archived_at is null order by i.${column} limit 1)
      from found where found.name is not null
    )
    select name from found where name is not null limit 100`
  return rows.map(({ name }) => name)
}
