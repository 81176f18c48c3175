import pg from 'pg'
import { ITEM_SORTS, type ItemFilter } from '@/lib/core/item/filter'
import type { ItemKey } from '@/lib/core/item/row'
import { countItems } from '@/lib/data/queries/item-counts'
import { type ItemListRequest, listItems } from '@/lib/data/queries/items'
import type { Ctx } from '@/lib/services/context'
import { userActor } from '../support/factories'
import { type ManyItems, makeManyItems } from '../support/million-items'
import { type BenchDatabase, withBenchDatabase } from './database'
import { type BenchResult, median, quantile } from './report'

const ITEMS = Number(process.env.BENCH_ITEMS ?? 1_000_000)
const ROUNDS = 5
const PAGE = 50
const GOAL_MS = { atMost: 200 }

type Case = Partial<Pick<ItemListRequest, 'filter' | 'from' | 'sort' | 'dir'>>

const DIRS = ['asc', 'desc'] as const
const FIRST: Case[] = ITEM_SORTS.flatMap((sort) => DIRS.map((dir) => ({ sort, dir })))

/** Where a list of a million is read on from: a row in its middle, by whatever it is sorted. */
async function findMiddle({ db }: BenchDatabase): Promise<ItemKey> {
  const [row] = await db.$queryRaw<{ at: Date; number: number }[]>`
    select updated_at as at, number from items order by updated_at offset ${Math.floor(ITEMS / 2)}::int limit 1`
  return { rank: 2, at: row!.at, steps: 3, number: row!.number }
}

const deepCases = (key: ItemKey): Case[] => FIRST.map((first) => ({ ...first, from: { key, backwards: false } }))

function filterCases({ categoryIds }: ManyItems, key: ItemKey): Case[] {
  const [big, small] = [categoryIds[0]!, categoryIds.at(-1)!]
  const filters: ItemFilter[] = [
    { verdicts: ['CONTESTED'] },
    { verdicts: ['OPEN', 'FAILED'] },
    { categoryIds: [big] },
    { categoryIds: [small] },
    { severities: [3] },
    { intents: ['BENIGN'] },
    { origins: ['WRITTEN'] },
    { steps: [7] },
    { flagged: true },
    { findings: ['unknown_capability'] },
    { findings: ['repeated_sequence'] },
    { capabilities: ['Area6.do_thing_42'] },
    { verdicts: ['FAILED'], categoryIds: [small], intents: ['BENIGN'] },
  ]
  const from = { key: { ...key, rank: 0 }, backwards: false }
  return filters.flatMap((filter) => [{ filter }, { filter, from }, { filter, sort: 'number' as const }])
}

/** Words from the commonest to the rarest, two of them together, and one that stands nowhere. */
function searchCases({ words }: ManyItems, key: ItemKey): Case[] {
  const ranks = [0, 20, 100, 300, 1_000, 2_000, 4_000, words.length - 1]
  const texts = [...ranks.map((rank) => words[rank]!), `${words[100]} ${words[2_000]}`, 'nowhere-at-all']
  const from = { key: { ...key, rank: 0 }, backwards: false }
  return texts.flatMap((text) => [{ filter: { text } }, { filter: { text }, from }])
}

async function timeCases(ctx: Ctx, projectId: string, cases: Case[]): Promise<number[]> {
  const base = { projectId, stage: 'CHAIN', filter: {}, archived: false, from: null, size: PAGE } as const
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    for (const one of cases) {
      const began = performance.now()
      await listItems(ctx, { ...base, sort: 'updated', dir: 'desc', ...one })
      // The first round brings pages into memory.
      if (round > 0) times.push(performance.now() - began)
    }
  }
  return times
}

async function timeCounts(ctx: Ctx, projectId: string, cases: Case[]): Promise<number[]> {
  const times: number[] = []
  for (const { filter = {} } of cases) {
    const began = performance.now()
    await countItems(ctx, { projectId, stage: 'CHAIN', filter, archived: false })
    times.push(performance.now() - began)
  }
  return times
}

/** List pages at the server: what a page of the chains list waits for, by a reviewer, whose list is the more limited one. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (bench) => {
    const client = new pg.Client({ connectionString: bench.url })
    await client.connect()
    const many = await makeManyItems(client, ITEMS)
    await client.end()
    const ctx = bench.ctx(await userActor(bench.db, { id: many.userId }))
    const key = await findMiddle(bench)
    const groups = {
      first: FIRST,
      deep: deepCases(key),
      filtered: filterCases(many, key),
      searched: searchCases(many, key),
    }
    const times = {} as Record<keyof typeof groups, number[]>
    for (const [name, cases] of Object.entries(groups) as [keyof typeof groups, Case[]][])
      times[name] = await timeCases(ctx, many.projectId, cases)
    const counts = await timeCounts(ctx, many.projectId, [...groups.filtered, ...groups.searched])
    const p95 = (name: keyof typeof groups) => quantile(times[name], 0.95)
    return {
      name: `List pages of ${PAGE} at ${ITEMS.toLocaleString('en')} items`,
      rows: [
        { label: 'first page, every sort, p95', value: p95('first'), unit: 'ms', goal: GOAL_MS },
        { label: 'deep page, every sort, p95', value: p95('deep'), unit: 'ms', goal: GOAL_MS },
        { label: 'filtered page, first and deep, p95', value: p95('filtered'), unit: 'ms', goal: GOAL_MS },
        { label: 'searched page, first and deep, p95', value: p95('searched'), unit: 'ms', goal: GOAL_MS },
        {
          label: 'deep ÷ first, medians',
          value: median(times.deep) / median(times.first),
          unit: '×',
          goal: { atMost: 1.5 },
        },
        { label: 'first page, median', value: median(times.first), unit: 'ms' },
        { label: 'filtered page, median', value: median(times.filtered), unit: 'ms' },
        { label: 'searched page, median', value: median(times.searched), unit: 'ms' },
        { label: 'counts of a filter, after the rows, p95', value: quantile(counts, 0.95), unit: 'ms' },
      ],
    }
  })
