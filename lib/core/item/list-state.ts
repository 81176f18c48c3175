import { z } from 'zod'
import { RESPONSE_LABELS } from '../compliance/labels'
import { SETTLED_BY } from '../review/entry-outcome'
import { OUTCOMES } from '../trajectory/content'
import {
  INTENTS,
  ITEM_SORTS,
  type ItemFilter,
  type ItemSort,
  itemFilterSchema,
  ORIGINS,
  SPLITS,
  VERDICTS,
} from './filter'

/** An item list as its address says it: read by the page, the queue form, the take-out and saved views alike. */
export interface ListState {
  filter: ItemFilter
  archived: boolean
  sort: ItemSort
  dir: 'asc' | 'desc'
  page: PagePlace | null
  /** Columns shown; null: those shown when nobody chose. */
  columns: string[] | null
  /** Count to the end, beyond 10,000 too. */
  exact: boolean
}

/** Where a page begins: after (or before) a row, which is the `position`th of the list, counted from 1. */
export interface PagePlace {
  backwards: boolean
  position: number
  key: { rank: number; at: Date; steps: number; number: number }
}

export type SearchParams = Record<string, string | string[] | undefined>

/** The direction in which a sort is first read. */
export const FIRST_DIR: Record<ItemSort, 'asc' | 'desc'> = {
  updated: 'desc',
  number: 'asc',
  verdict: 'asc',
  category: 'asc',
  severity: 'desc',
  steps: 'desc',
}

const listOf = <T extends z.ZodType>(one: T) =>
  z
    .string()
    .transform((text) => text.split(',').flatMap((part) => one.safeParse(part).data ?? []))
    .transform((values) => (values.length > 0 ? [...new Set(values)] : undefined))
    .optional()
    .catch(undefined)
const lower = z.string().toUpperCase()
const number = z.coerce.number().int().min(0)
const severity = z.union([
  z.literal('none').transform(() => ({ level: null })),
  z.coerce
    .number()
    .int()
    .min(0)
    .max(4)
    .transform((level) => ({ level })),
])

/** Anything that does not parse is as if it were not there. */
const paramsSchema = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  category: listOf(z.uuid()),
  severity: listOf(severity),
  verdict: listOf(lower.pipe(z.enum(VERDICTS))),
  settled: listOf(lower.pipe(z.enum(SETTLED_BY))),
  intent: listOf(lower.pipe(z.enum(INTENTS))),
  origin: listOf(lower.pipe(z.enum(ORIGINS))),
  steps: listOf(number.max(50)),
  capability: listOf(z.string().min(1).max(200)),
  sequence: z.string().min(1).max(10_100).optional().catch(undefined),
  finding: listOf(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)),
  flagged: z.enum(['1', 'true']).optional().catch(undefined),
  stale: z.literal('1').optional().catch(undefined),
  quarantined: z.literal('1').optional().catch(undefined),
  split: listOf(lower.pipe(z.enum(SPLITS))),
  language: listOf(z.string().regex(/^[a-z]{2,20}$/)),
  model: listOf(z.string().min(1).max(200)),
  source: listOf(z.string().min(1).max(200)),
  label: listOf(z.enum(RESPONSE_LABELS)),
  outcome: listOf(lower.pipe(z.enum(OUTCOMES))),
  parent: z.uuid().optional().catch(undefined),
  run: z.uuid().optional().catch(undefined),
  archived: z.literal('1').optional().catch(undefined),
  sort: z.enum(ITEM_SORTS).catch('updated'),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
  after: z.string().optional().catch(undefined),
  before: z.string().optional().catch(undefined),
  cols: listOf(z.string().regex(/^[a-z]{1,20}$/)),
  count: z.literal('exact').optional().catch(undefined),
})

/** Rows of no data set of others. */
const OWN = 'none'

const single = (params: SearchParams) =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]))

export function parseListState(params: SearchParams): ListState {
  const given = paramsSchema.parse(single(params))
  const filter = itemFilterSchema.safeParse({
    text: given.q || undefined,
    categoryIds: given.category,
    severities: given.severity?.map(({ level }) => level),
    verdicts: given.verdict,
    settledBy: given.settled,
    intents: given.intent,
    origins: given.origin,
    steps: given.steps,
    capabilities: given.capability,
    sequence: given.sequence,
    findings: given.finding,
    flagged: given.flagged ? true : undefined,
    stale: given.stale ? true : undefined,
    quarantined: given.quarantined ? true : undefined,
    splits: given.split,
    languages: given.language,
    models: given.model,
    sources: given.source?.map((name) => (name === OWN ? null : name)),
    labels: given.label,
    outcomes: given.outcome,
    parentId: given.parent,
    runId: given.run,
  })
  return {
    filter: filter.data ? dropUndefined(filter.data) : {},
    archived: given.archived === '1',
    sort: given.sort,
    dir: given.dir ?? FIRST_DIR[given.sort],
    page: readPlace(given.after, false) ?? readPlace(given.before, true),
    columns: given.cols ?? null,
    exact: given.count === 'exact',
  }
}

const dropUndefined = (filter: ItemFilter): ItemFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

const PLACE = /^(\d{1,6})\.(\d{1,15})\.(\d{1,4})\.(\d{1,10})\.(\d{1,12})$/

function readPlace(text: string | undefined, backwards: boolean): PagePlace | null {
  const parts = text?.match(PLACE)?.slice(1).map(Number)
  if (!parts) return null
  const [rank, at, steps, number, position] = parts as [number, number, number, number, number]
  if (at > 8.64e15 || number > 2_147_483_647) return null
  return { backwards, position, key: { rank, at: new Date(at), steps, number } }
}

const writePlace = ({ key, position }: PagePlace) =>
  [key.rank, key.at.getTime(), key.steps, key.number, position].join('.')

/** The address of a list's state, shortest form: what is as nobody chose it is left out. Starts with "?", or is empty. */
export function listQuery({ filter, archived, sort, dir, page, columns, exact }: ListState): string {
  const entries: [string, string | undefined][] = [
    ['q', filter.text],
    ['category', filter.categoryIds?.join(',')],
    ['severity', filter.severities?.map((level) => level ?? 'none').join(',')],
    ['verdict', filter.verdicts?.join(',').toLowerCase()],
    ['settled', filter.settledBy?.join(',').toLowerCase()],
    ['intent', filter.intents?.join(',').toLowerCase()],
    ['origin', filter.origins?.join(',').toLowerCase()],
    ['steps', filter.steps?.join(',')],
    ['capability', filter.capabilities?.join(',')],
    ['sequence', filter.sequence],
    ['finding', filter.findings?.join(',')],
    ['flagged', filter.flagged && '1'],
    ['stale', filter.stale && '1'],
    ['quarantined', filter.quarantined && '1'],
    ['split', filter.splits?.join(',').toLowerCase()],
    ['language', filter.languages?.join(',')],
    ['model', filter.models?.join(',')],
    ['source', filter.sources?.map((name) => name ?? OWN).join(',')],
    ['label', filter.labels?.join(',')],
    ['outcome', filter.outcomes?.join(',').toLowerCase()],
    ['parent', filter.parentId],
    ['run', filter.runId],
    ['archived', archived ? '1' : undefined],
    ['sort', sort === 'updated' ? undefined : sort],
    ['dir', dir === FIRST_DIR[sort] ? undefined : dir],
    [page?.backwards ? 'before' : 'after', page ? writePlace(page) : undefined],
    ['cols', columns?.join(',')],
    ['count', exact ? 'exact' : undefined],
  ]
  const given = entries.filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}
