import type { ItemFilter } from '@/lib/core/item/filter'
import type { ItemKey, ItemRow, Judged } from '@/lib/core/item/row'
import { canRead } from '@/lib/core/policy/policies'
import { isMasked, projectSettingsSchema } from '@/lib/core/policy/settings'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { type CategoryRow, categoryColumns, toCategory } from './item-category'
import { type FoundKey, findItemKeys, type ItemOrder } from './item-page'
import { type ItemScope, loadItemScope } from './item-scope'
import { shownLabel, shownModel, shownQuarantined, shownSplit, shownVerdict, withheld } from './item-where'
import { speaks } from './speaking-entry'

export interface ItemListRequest extends ItemOrder {
  projectId: string
  stage: ItemScope['stage']
  filter: ItemFilter
  archived: boolean
  /** The page begins after (or, backwards, ends before) this row. */
  from: { key: ItemKey; backwards: boolean } | null
  size: number
}

export interface ItemPage {
  rows: ItemRow[]
  /** Of the first and the last row: where the pages beside this one begin. Null where there is none. */
  earlier: ItemKey | null
  later: ItemKey | null
}

/** One page of a project's items, or null to those who may not read it. Never reads a payload; never a text that is masked. */
export async function listItems(ctx: Ctx, request: ItemListRequest): Promise<ItemPage | null> {
  if (!canRead(factsFor(ctx.actor, request.projectId))) return null
  const scope = await loadItemScope(ctx, request)
  const { filter, archived, from, size, sort } = request
  const backwards = from?.backwards ?? false
  const dir = backwards === (request.dir === 'asc') ? 'desc' : 'asc'
  const after = from?.key ?? null
  const found = await findItemKeys(ctx.db, scope, { filter, archived, sort, dir, after, limit: size + 1 })
  const more = found.length > size
  const keys = backwards ? found.slice(0, size).reverse() : found.slice(0, size)
  const rows = await readRows(ctx, scope, keys)
  return {
    rows,
    earlier: (backwards ? more : from !== null) ? toKey(keys[0]) : null,
    later: (backwards ? true : more) ? toKey(keys.at(-1)) : null,
  }
}

const toKey = (found: FoundKey | undefined): ItemKey | null =>
  found ? { rank: found.rank, at: found.at, steps: found.steps, number: found.number } : null

interface RawRow extends CategoryRow, Omit<ItemRow, 'category' | 'masked' | 'steps' | 'tools' | 'judged'> {
  text: string
  stepKey: string
  tools: string[]
  withheld: boolean
  settings: unknown
  closed: boolean | null
  slots: number | null
  votes: Judged['votes'] | null
}

async function readRows(ctx: Ctx, scope: ItemScope, keys: FoundKey[]): Promise<ItemRow[]> {
  if (keys.length === 0) return []
  const [rows, capabilities] = await Promise.all([
    ctx.db.$queryRaw<RawRow[]>`
      select i.id, i.number, i.intent::text, i.origin::text, ${shownModel(scope.blind)} as model, i.source, i.licence, ${categoryColumns}, ${shownQuarantined(scope.blind)} as quarantined, ${withheld} as withheld,
        (${shownVerdict(scope.blind)})::text as verdict, i.settled_by::text as "settledBy", left(split_part(i.search_text, e'\n', 1), 200) as text,
        i.step_key as "stepKey", i.step_count as "stepCount", i.attempt, i.flagged, i.stale, ${shownSplit(scope.blind)}::text as split, i.language,
        ${shownLabel(scope.blind)} as label, i.outcome,
        i.tool_names as tools,
        case when above_item.id is not null then jsonb_build_object('id', above_item.id, 'number', above_item.number, 'stage', above_item.stage) end as parent,
        i.created_at as "createdAt", i.updated_at as "updatedAt", i.verdict_at as "verdictAt",
        i.archived_at as "archivedAt", p.settings, judged.*
      from unnest(${keys.map(({ id }) => id)}::uuid[]) with ordinality asked(id, place)
      join items i on i.id = asked.id
      join projects p on p.id = i.project_id
      left join categories c on c.id = i.category_id
      left join categories above on above.id = c.parent_id
      left join items above_item on above_item.id = i.parent_id
      left join lateral (${judgedSql}) judged on true
      order by asked.place`,
    ctx.db.capability.findMany({
      where: { projectId: scope.projectId, listed: true },
      select: { name: true },
    }),
  ])
  const listed = new Set(capabilities.map(({ name }) => name))
  return rows.map((row) => toRow(row, scope, listed))
}

/** Votes of the curation entry that speaks for an item's text in figures. */
const judgedSql = Prisma.sql`
  select e.status = 'CLOSED' as closed, q.slots, array(
    select case j.decision when 'EDIT' then q.edit_counts_as::text else j.decision::text end from judgments j
    where j.entry_id = e.id and j.counted and j.withdrawn_at is null and j.superseded_at is null
    order by j.created_at, j.id) as votes
  from queue_entries e join review_queues q on q.id = e.queue_id
  where e.revision_id = i.current_revision_id and ${speaks('FIGURES')}`

function toRow(row: RawRow, scope: ItemScope, listed: ReadonlySet<string>): ItemRow {
  const { categoryTitle, parentTitle, severity, stepKey, withheld, settings, ...facts } = row
  const { closed, slots, votes, ...rest } = facts
  const masked = isMasked({ ...rest, stage: scope.stage, severity }, projectSettingsSchema.parse(settings))
  // Votes, attempt and time of verdict of what is open or can be taken back are for those who judge nothing here.
  const visible = !scope.blind || (closed === true && !withheld)
  const names = stepKey === '' ? [] : stepKey.split(' > ')
  return {
    ...rest,
    category: toCategory({ categoryTitle, parentTitle, severity }),
    masked,
    text: masked ? null : rest.text,
    tools: masked ? null : rest.tools,
    steps: masked ? null : names.map((name) => ({ name, listed: listed.size === 0 || listed.has(name) })),
    attempt: visible ? rest.attempt : null,
    verdictAt: visible ? rest.verdictAt : null,
    settledBy: visible ? rest.settledBy : null,
    judged: visible && closed !== null ? { votes: votes ?? [], slots: slots ?? 0, closed } : null,
  }
}
