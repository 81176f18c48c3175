import { type ItemFilter, type ItemSort, VERDICTS, type VerdictName } from '@/lib/core/item/filter'
import type { ItemKey } from '@/lib/core/item/row'
import { CLOSED_UNDO_MINUTES } from '@/lib/core/review/undo'
import { type Db, Prisma } from '@/lib/data/client'
import { filterCategories, type ItemScope } from './item-scope'
import { allOf, whereBase, whereFilter } from './item-where'
import { stands } from './speaking-entry'

export interface ItemOrder {
  sort: ItemSort
  dir: 'asc' | 'desc'
}
export interface PageRequest extends ItemOrder {
  filter: ItemFilter
  archived: boolean
  /** Rows strictly after this one, in the order asked for. */
  after: ItemKey | null
  limit: number
}
export type FoundKey = ItemKey & { id: string }

/**
 * The next keys of a list, at the price of a page wherever it begins. Sorts and the two filters that have an index of
 * their own start scans where the page starts. Any other filter is tried on the next WINDOW rows; where those hold too few
 * matches the matches are rare, and are collected through the index of the filter and then sorted.
 */
export async function findItemKeys(db: Db, scope: ItemScope, request: PageRequest): Promise<FoundKey[]> {
  if (request.sort === 'category' || request.sort === 'severity') return byCategory(db, scope, request)
  const { filter, sort } = request
  const others = whereFilter({ ...filter, categoryIds: undefined, severities: undefined }, scope).length > 0
  if (sort === 'updated' && !others && filterCategories(filter, scope)) return byCategory(db, scope, request)
  const plain = whereFilter({ ...filter, verdicts: undefined }, scope)
  if (sort === 'verdict' || (sort === 'updated' && filter.verdicts && plain.length === 0))
    return byVerdict(db, scope, request, plain)
  const conditions = whereFilter(filter, scope)
  if (conditions.length === 0) return byScan(db, scope, request)
  return (await findNear(db, scope, request, conditions)) ?? collect(db, scope, request, conditions)
}

/** A whole page out of the next WINDOW rows. A sample of them fills it where matches are many, and ends the try where they are rare. */
async function findNear(db: Db, scope: ItemScope, request: PageRequest, conditions: Prisma.Sql[]) {
  const rows = request.filter.text ? WINDOW.search : WINDOW.other
  const sample = await inWindow(db, scope, request, conditions, rows / SAMPLES)
  if (sample.length === request.limit) return sample
  if (sample.length * SAMPLES < request.limit) return null
  const near = await inWindow(db, scope, request, conditions, rows)
  return near.length === request.limit ? near : null
}

/** A search collects candidates that share syllables too, so for it walking on pays longer. */
const WINDOW = { search: 20_000, other: 8_000 }
const SAMPLES = 5

/** Columns of the order after the rank, most significant first. */
const columns = {
  updated: Prisma.sql`i.updated_at, i.number`,
  number: Prisma.sql`i.number`,
  steps: Prisma.sql`i.step_count, i.number`,
}
type ScanSort = keyof typeof columns
const scanOf = (sort: ItemSort): ScanSort => (sort === 'number' || sort === 'steps' ? sort : 'updated')

const keyColumns = Prisma.sql`i.id, i.updated_at as at, i.step_count as steps, i.number`

const order = (sort: ScanSort, dir: 'asc' | 'desc', alias = 'i') => {
  const way = Prisma.raw(dir)
  const from = Prisma.raw(alias)
  if (sort === 'number') return Prisma.sql`${from}.number ${way}`
  if (sort === 'steps') {
    const steps = Prisma.raw(alias === 'i' ? 'step_count' : 'steps')
    return Prisma.sql`${from}.${steps} ${way}, ${from}.number ${way}`
  }
  const at = Prisma.raw(alias === 'i' ? 'updated_at' : 'at')
  return Prisma.sql`${from}.${at} ${way}, ${from}.number ${way}`
}

/** One row comparison, so that an index scan starts there. */
function beyond({ sort, dir, after }: PageRequest): Prisma.Sql {
  if (!after) return Prisma.sql`true`
  const scan = scanOf(sort)
  const values = {
    updated: Prisma.sql`${after.at}::timestamptz, ${after.number}::int`,
    number: Prisma.sql`${after.number}::int`,
    steps: Prisma.sql`${after.steps}::int, ${after.number}::int`,
  }
  return Prisma.sql`(${columns[scan]}) ${Prisma.raw(dir === 'asc' ? '>' : '<')} (${values[scan]})`
}

const from = (scope: ItemScope, { archived }: PageRequest) =>
  Prisma.sql`from items i where ${whereBase(scope, archived)}`

const byScan = (db: Db, scope: ItemScope, request: PageRequest) => db.$queryRaw<FoundKey[]>`
  select 0 as rank, ${keyColumns} ${from(scope, request)} and ${beyond(request)}
  order by ${order(scanOf(request.sort), request.dir)} limit ${request.limit}::int`

const inWindow = (
  db: Db,
  scope: ItemScope,
  request: PageRequest,
  conditions: Prisma.Sql[],
  rows: number,
) => db.$queryRaw<FoundKey[]>`
  select 0 as rank, ${keyColumns} from (
    select i.* ${from(scope, request)} and ${beyond(request)}
    order by ${order(scanOf(request.sort), request.dir)} limit ${rows}::int
  ) i where ${allOf(conditions)}
  order by ${order(scanOf(request.sort), request.dir)} limit ${request.limit}::int`

/** Materialized: with the limit inside, the planner would walk the order and hope for matches. */
const collect = (db: Db, scope: ItemScope, request: PageRequest, conditions: Prisma.Sql[]) => db.$queryRaw<FoundKey[]>`
  with hit as materialized (
    select 0 as rank, ${keyColumns} ${from(scope, request)} and ${beyond(request)} and ${allOf(conditions)}
  )
  select * from hit order by ${order(scanOf(request.sort), request.dir, 'hit')} limit ${request.limit}::int`

interface VerdictRange {
  rank: number
  verdict: VerdictName
  rejudged: boolean
  /** Set for readers to whom the two are different: whether the verdict's judgments stand. */
  stands?: boolean
}

/** The parts of the verdict index that hold what is asked for, each with the rank of the verdict that is shown for it. */
function verdictRanges(wanted: readonly VerdictName[], blind: boolean): VerdictRange[] {
  const ranges = VERDICTS.flatMap((verdict) => [false, true].map((rejudged) => ({ verdict, rejudged })))
    .filter(({ verdict, rejudged }) => verdict !== 'OPEN' || !rejudged)
    .flatMap((range): Omit<VerdictRange, 'rank'>[] =>
      blind && range.verdict !== 'OPEN' && !range.rejudged
        ? [true, false].map((stands) => ({ ...range, stands }))
        : [range],
    )
  return ranges
    .map((range) => ({ ...range, shown: blind && (range.rejudged || range.stands === false) ? 'OPEN' : range.verdict }))
    .filter(({ shown }) => wanted.includes(shown))
    .map(({ shown, ...range }) => ({ ...range, rank: VERDICTS.indexOf(shown) }))
}

/** A verdict was written less than that long ago while its judgments do not stand: what keeps the scan for these short. */
const inRange = ({ verdict, rejudged, stands: standing }: VerdictRange) => Prisma.sql`i.verdict = ${verdict}::"Verdict"
  and i.rejudged = ${rejudged} and ${
    standing === undefined
      ? Prisma.sql`true`
      : standing
        ? stands('i')
        : Prisma.sql`not ${stands('i')} and i.updated_at >= now() - make_interval(mins => ${CLOSED_UNDO_MINUTES}::int)`
  }`

async function byVerdict(db: Db, scope: ItemScope, request: PageRequest, conditions: Prisma.Sql[]) {
  const { filter, sort, dir, after, limit } = request
  const ranges = verdictRanges(filter.verdicts ?? VERDICTS, scope.blind)
    .map((range) => (sort === 'verdict' ? range : { ...range, rank: 0 }))
    .filter(({ rank }) => !after || rank === after.rank || (dir === 'asc' ? rank > after.rank : rank < after.rank))
  if (ranges.length === 0) return []
  const parts = ranges.map(
    ({ rank, ...range }) => Prisma.sql`(select ${rank}::int as rank, ${keyColumns} ${from(scope, request)}
      and ${inRange({ rank, ...range })}
      and ${rank === after?.rank ? beyond(request) : Prisma.sql`true`} and ${allOf(conditions)}
      order by ${order('updated', dir)} limit ${limit}::int)`,
  )
  return db.$queryRaw<FoundKey[]>`
    select * from (${Prisma.join(parts, ' union all ')}) part
    order by part.rank ${Prisma.raw(dir)}, ${order('updated', dir, 'part')} limit ${limit}::int`
}

/** A scan a category: few enough to merge, and each starts where the page starts. */
async function byCategory(db: Db, scope: ItemScope, request: PageRequest) {
  const { filter, sort, dir, after, limit } = request
  const severities = new Map(scope.categories.map(({ id, severity }) => [id as string | null, severity ?? 5]))
  const all = scope.categories.filter(({ id }) => !scope.optedOut.has(id)).map(({ id }) => id as string | null)
  const places = new Map([...all, null].map((id, place) => [id, place]))
  const rankOf = (id: string | null) =>
    sort === 'category' ? (places.get(id) ?? 0) : sort === 'severity' ? (severities.get(id) ?? 5) : 0
  const ranges = (filterCategories(filter, scope) ?? [...all, null])
    .map((id) => ({ id, rank: rankOf(id) }))
    .filter(({ rank }) => !after || rank === after.rank || (dir === 'asc' ? rank > after.rank : rank < after.rank))
  const named = ranges.filter(({ id }) => id !== null)
  const unnamed = ranges.find(({ id }) => id === null)
  const rest = allOf(whereFilter(filter, scope, { categories: true }))
  // The values that stand before every row, so that one comparison serves ranges that begin at their beginning too.
  const start = dir === 'asc' ? { at: '-infinity', number: -1 } : { at: 'infinity', number: 2_147_483_647 }
  const starts = named.map(({ rank }) =>
    after && rank === after.rank ? { at: after.at.toISOString(), number: after.number } : start,
  )
  const way = Prisma.raw(dir)
  return db.$queryRaw<FoundKey[]>`
    select * from (
      select range.rank, part.* from unnest(
        ${named.map(({ id }) => id)}::uuid[], ${named.map(({ rank }) => rank)}::int[],
        ${starts.map(({ at }) => at)}::text[]::timestamptz[], ${starts.map(({ number }) => number)}::int[]
      ) range(id, rank, at, number)
      cross join lateral (
        select ${keyColumns} ${from(scope, request)} and i.category_id = range.id
          and (i.updated_at, i.number) ${Prisma.raw(dir === 'asc' ? '>' : '<')} (range.at, range.number) and ${rest}
        order by i.updated_at ${way}, i.number ${way} limit ${limit}::int
      ) part
      union all
      (select ${unnamed?.rank ?? 0}::int, ${keyColumns} ${from(scope, request)} and i.category_id is null
        and ${Boolean(unnamed)} and ${after && unnamed?.rank === after.rank ? beyond(request) : Prisma.sql`true`} and ${rest}
      order by i.category_id ${way}, i.updated_at ${way}, i.number ${way} limit ${limit}::int)
    ) found
    order by found.rank ${way}, found.at ${way}, found.number ${way} limit ${limit}::int`
}
