import { canSpend } from '@/lib/core/policy/policies'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

export interface RunCategory {
  id: string
  /** Of the category above; empty where there is none. */
  above: string
  title: string
  /** Chains in it, put away or quarantined ones not counted. */
  chains: number
}

/** The subcategories that new chains can be made for, in taxonomy order, without those that the reader opted out of. */
export async function listRunCategories({ actor, db }: Pick<Ctx, 'actor' | 'db'>, projectId: string) {
  if (!canSpend(factsFor(actor, projectId))) return []
  const { optedOut } = await loadItemScope({ actor, db }, { projectId, stage: 'CHAIN' })
  return db.$queryRaw<RunCategory[]>`
    select c.id, coalesce(above.title, '') as above, c.title, coalesce(made.n, 0) as chains
    from categories c left join categories above on above.id = c.parent_id
    left join (select category_id, count(*)::int as n from items
      where project_id = ${projectId}::uuid and stage = 'CHAIN' and archived_at is null and not quarantined
      group by 1) made on made.category_id = c.id
    where c.project_id = ${projectId}::uuid and c.archived_at is null and c.id <> all(${[...optedOut]}::uuid[])
      and not exists (select from categories below where below.parent_id = c.id)
    order by coalesce(above.position, c.position), above.id nulls first, c.position, c.id`
}
