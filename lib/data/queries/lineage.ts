import type { VerdictName } from '@/lib/core/item/filter'
import { CHILDREN_COUNTED, CHILDREN_SHOWN, type Lineage, type Relative } from '@/lib/core/item/lineage'
import { Prisma } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import { isBlind, loadItemScope } from './item-scope'
import { shownQuarantined, shownVerdict } from './item-where'

interface OfItem {
  id: string
  projectId: string
  stage: Relative['stage']
  parentId: string | null
  currentRevisionId: string | null
  childrenLeft: number | null
}

const relativeColumns = (blind: boolean) => Prisma.sql`i.id, i.stage::text, i.number, i.intent::text,
  (${shownVerdict(blind)})::text as verdict, i.stale, ${shownQuarantined(blind)} as quarantined`

/** Where an item comes from and what was made from it; the caller has decided that the reader may see the item. Never a text; of categories that the reader opted out of nothing is told. */
export async function findLineage(ctx: Ctx, item: OfItem, category: string[]): Promise<Lineage> {
  const scope = await loadItemScope(ctx, item)
  const blind = isBlind(ctx.actor, item.projectId)
  const out = [...scope.optedOut]
  const shown = Prisma.sql`(i.category_id is null or i.category_id <> all(${out}::uuid[]))`
  const of = Prisma.sql`i.parent_id = ${item.id}::uuid and i.archived_at is null and ${shown}`
  const [above, pinned, below, counts] = await Promise.all([
    ctx.db.$queryRaw<Relative[]>`
      with recursive line as (
        select ${item.parentId}::uuid as id, 1 as depth
        union all
        select above.parent_id, depth + 1 from line join items above on above.id = line.id
        where above.parent_id is not null and depth < 5
      )
      select ${relativeColumns(blind)} from line join items i on i.id = line.id where ${shown} order by depth desc`,
    findPinned(ctx, item, blind),
    ctx.db.$queryRaw<Relative[]>`
      select ${relativeColumns(blind)} from items i where ${of} order by i.number limit ${CHILDREN_SHOWN}::int`,
    ctx.db.$queryRaw<{ verdict: VerdictName; total: number; stale: number; quarantined: number }[]>`
      select verdict::text, count(*)::int as total, count(*) filter (where stale)::int as stale,
        count(*) filter (where quarantined)::int as quarantined
      from (select ${shownVerdict(blind)} as verdict, i.stale, ${shownQuarantined(blind)} as quarantined from items i where ${of}
        limit ${CHILDREN_COUNTED + 1}::int) child group by 1`,
  ])
  const sum = (field: 'total' | 'stale' | 'quarantined') => counts.reduce((all, row) => all + row[field], 0)
  const by = (verdict: VerdictName) => counts.find((row) => row.verdict === verdict)?.total ?? 0
  const total = sum('total')
  return {
    category,
    above,
    pinned,
    below,
    children: {
      total: Math.min(total, CHILDREN_COUNTED),
      more: total > CHILDREN_COUNTED,
      verdicts: { OPEN: by('OPEN'), PASSED: by('PASSED'), FAILED: by('FAILED'), CONTESTED: by('CONTESTED') },
      stale: sum('stale'),
      quarantined: sum('quarantined'),
    },
    childrenLeft: item.childrenLeft,
  }
}

/** Which text of the parent it was made from. Number and acceptance of a text under judgment are not for those who judge. */
async function findPinned(ctx: Ctx, item: OfItem, blind: boolean): Promise<Lineage['pinned']> {
  if (!item.parentId || !item.currentRevisionId) return null
  const [row] = await ctx.db.$queryRaw<{ revision: number; accepted: boolean }[]>`
    select pinned.number as revision, coalesce(accepted.content_hash = pinned.content_hash, false) as accepted
    from revisions used
    join revisions pinned on pinned.id = used.parent_revision_id
    join items i on i.id = pinned.item_id
    left join revisions accepted on accepted.id = i.accepted_revision_id
    where used.id = ${item.currentRevisionId}::uuid
      and not (${blind} and exists (select from queue_entries e where e.item_id = i.id and e.status in ('OPEN', 'HELD')))`
  return row ?? null
}
