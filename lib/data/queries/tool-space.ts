import { canSpend } from '@/lib/core/policy/policies'
import { toolSpace } from '@/lib/core/run/tool-space'
import { type Db, Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { loadItemScope } from './item-scope'

type Reader = Pick<Ctx, 'actor' | 'db'>

/** In how many ways the steps of a chain can be filled with one tool each, and how many of these calls have used. */
export interface ToolSpace {
  possible: number
  used: number
}

/** The same over the chains of a subcategory that a run is about. */
export interface CategoryToolSpace extends ToolSpace {
  categoryId: string | null
  title: string
  chains: number
}

/** Of one chain; null when it is none, or not theirs to see. */
export async function findToolSpace({ actor, db }: Reader, itemId: string): Promise<ToolSpace | null> {
  const item = await db.item.findUnique({ where: { id: itemId }, select: { projectId: true, stage: true } })
  if (item?.stage !== 'CHAIN' || !canSpend(factsFor(actor, item.projectId))) return null
  const [chain] = await loadSpaces(db, item.projectId, Prisma.sql`i.id = ${itemId}::uuid`)
  return chain ? { possible: chain.possible, used: chain.used } : null
}

/** Of the chains that a run makes instructions from, by subcategory; empty for runs of other tasks. */
export async function listRunToolSpace({ actor, db }: Reader, runId: string): Promise<CategoryToolSpace[]> {
  const run = await db.generationRun.findUnique({ where: { id: runId }, select: { projectId: true, task: true } })
  if (!run?.task.startsWith('instruction-') || !canSpend(factsFor(actor, run.projectId))) return []
  const { projectId } = run
  const { optedOut, categories } = await loadItemScope({ actor, db }, { projectId, stage: 'CHAIN' })
  const titles = new Map(categories.map(({ id, title }) => [id, title]))
  const of = Prisma.sql`i.id in (select item_id from generations where run_id = ${runId}::uuid)
    and i.stage = 'CHAIN' and coalesce(i.category_id <> all(${[...optedOut]}::uuid[]), true)`
  const rows = new Map<string | null, CategoryToolSpace>()
  for (const { categoryId, possible, used } of await loadSpaces(db, projectId, of)) {
    const title = (categoryId && titles.get(categoryId)) || 'without a category'
    const row = rows.get(categoryId) ?? { categoryId, title, chains: 0, possible: 0, used: 0 }
    rows.set(categoryId, {
      ...row,
      ...{ chains: row.chains + 1, possible: row.possible + possible, used: row.used + used },
    })
  }
  return [...rows.values()].sort((a, b) => a.title.localeCompare(b.title))
}

async function loadSpaces(db: Db, projectId: string, of: Prisma.Sql) {
  const [rows, offers] = await Promise.all([
    db.$queryRaw<{ categoryId: string | null; stepKey: string; used: number }[]>`
      select i.category_id as "categoryId", i.step_key as "stepKey",
        (select count(distinct g.params->'tools')::int from generations g
          where g.item_id = i.id and g.params ? 'tools' and g.state = 'APPLIED') as used
      from items i where i.project_id = ${projectId}::uuid and ${of}`,
    db.$queryRaw<{ capability: string; tools: number }[]>`
      select c.name as capability, count(*)::int as tools from tools t join capabilities c on c.id = t.capability_id
      where t.project_id = ${projectId}::uuid and t.schema is not null group by 1`,
  ])
  const names = new Map(offers.map(({ capability, tools }) => [capability, Array<string>(tools).fill('')]))
  return rows.map(({ stepKey, ...row }) => ({
    ...row,
    possible: toolSpace(stepKey.split(' > ').map((step) => names.get(step) ?? [])),
  }))
}
