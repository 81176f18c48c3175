import { beforeAll, expect, test } from 'vitest'
import { INTENTS, type ItemFilter, ORIGINS, VERDICTS } from '@/lib/core/item/filter'
import type { ItemRow } from '@/lib/core/item/row'
import { newId } from '@/lib/data/id'
import { countEach, countItems } from '@/lib/data/queries/item-counts'
import { listItems } from '@/lib/data/queries/items'
import type { Ctx } from '@/lib/services/context'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeProject } from '../../support/factories'
import { ORDERS, walkPages } from '../../support/lists'
import { makeColleague } from '../../support/review'

const t = testDatabase()
let projectId: string
let ctx: Ctx
let categoryIds: string[]
let items: Awaited<ReturnType<typeof makeChain>>['item'][]

const MANY = 90
const at = (n: number) => new Date(Date.UTC(2026, 0, 1 + (n % 4)))

/** Many rows that are alike in everything they are sorted by. */
beforeAll(async () => {
  const project = await makeProject(t.db)
  projectId = project.id
  ctx = (await makeColleague(t, project, 'CURATOR')).ctx
  const top = await makeCategory(t.db, project, { severity: 2, position: 1 })
  const sub = await makeCategory(t.db, project, { severity: null, parentId: top.id, position: 0 })
  const own = await makeCategory(t.db, project, { severity: 1, parentId: top.id, position: 1 })
  const bare = await makeCategory(t.db, project, { severity: null, position: 0 })
  categoryIds = [top.id, sub.id, own.id, bare.id]
  items = []
  for (let n = 0; n < MANY; n++) {
    const steps = Array.from({ length: 1 + (n % 3) }, (_, step) => `Area.step_${(n + step) % 5}`)
    const { item, revision } = await makeChain(t.db, project, {
      content: {
        steps,
        explanation: `Text number ${n} ${n % 2 === 0 ? 'apple' : 'pear'} ${n % 7 === 0 ? 'plum' : ''}`,
      },
      categoryId: n % 6 === 5 ? null : categoryIds[n % 4],
      verdict: VERDICTS[n % 4],
      intent: INTENTS[n % 3],
      origin: ORIGINS[n % 2],
      flagged: n % 11 === 0,
      archivedAt: n % 10 === 9 ? new Date() : null,
      createdAt: at(n),
      updatedAt: at(n),
    })
    if (n % 5 === 0) {
      const code = n % 2 === 0 ? 'repeated_sequence' : 'unlisted_capability'
      const evidence = { message: 'a finding' }
      await t.db.finding.create({
        data: { id: newId(), projectId, revisionId: revision.id, code, severity: 'INFO', evidence },
      })
    }
    items.push(item)
  }
  // A project beside it with the same kind of rows.
  const other = await makeProject(t.db)
  for (let n = 0; n < 5; n++) await makeChain(t.db, other, { updatedAt: at(n) })
})

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
const listed = () => items.filter(({ archivedAt }) => archivedAt === null)

test.each(ORDERS)('pages by $sort $dir hold every row once, in order, forwards and back', async ({ sort, dir }) => {
  const rows = await walkPages(ctx, { projectId, sort, dir })
  expect(new Set(ids(rows))).toEqual(new Set(ids(listed())))
  expect(rows).toHaveLength(listed().length)
  expect(ids(await walkPages(ctx, { projectId, sort, dir, backwards: true }))).toEqual(ids(rows))
  const other = await walkPages(ctx, { projectId, sort, dir: dir === 'asc' ? 'desc' : 'asc' })
  expect(ids(other)).toEqual(ids(rows).reverse())
  expect(ids(await walkPages(ctx, { projectId, sort, dir, size: 1_000 }))).toEqual(ids(rows))
})

const value: Record<string, (row: ItemRow) => number> = {
  updated: (row) => row.updatedAt.getTime(),
  number: (row) => row.number,
  verdict: (row) => VERDICTS.indexOf(row.verdict),
  severity: (row) => row.category.severity ?? 5,
  steps: (row) => row.stepCount,
}

test.each(ORDERS.filter(({ sort }) => sort in value))('pages by $sort $dir are sorted by it', async ({ sort, dir }) => {
  const values = (await walkPages(ctx, { projectId, sort, dir })).map(value[sort]!)
  expect(values).toEqual([...values].sort((a, b) => (dir === 'asc' ? a - b : b - a)))
})

test('sorted by category, rows follow the taxonomy, those without come last', async () => {
  const rows = await walkPages(ctx, { projectId, sort: 'category', dir: 'asc' })
  const places = rows.map(({ category }) => category.path.length)
  expect(places.lastIndexOf(1)).toBeLessThan(rows.length)
  expect(rows.slice(-3).every(({ category }) => category.path.length === 0)).toBe(true)
  const seen = rows.map(({ category }) => category.path.join('/')).filter((path, n, all) => path !== all[n - 1])
  expect(new Set(seen).size).toBe(seen.length)
})

interface Row {
  n: number
  categoryId: string | null
}
const severityOf = (id: string | null) => (id === null ? null : [2, 2, 1, null][categoryIds.indexOf(id)]!)

/** Each filter, and what it means by the numbers that made the rows. */
const FILTERS: [name: string, filter: () => ItemFilter, holds: (row: Row) => boolean][] = [
  ['verdict', () => ({ verdicts: ['PASSED', 'OPEN'] }), ({ n }) => n % 4 < 2],
  ['intent', () => ({ intents: ['BENIGN'] }), ({ n }) => n % 3 === 2],
  ['origin', () => ({ origins: ['GENERATED'] }), ({ n }) => n % 2 === 1],
  [
    'top category',
    () => ({ categoryIds: [categoryIds[0]!] }),
    ({ categoryId }) => categoryIds.slice(0, 3).includes(categoryId!),
  ],
  ['subcategory', () => ({ categoryIds: [categoryIds[1]!] }), ({ categoryId }) => categoryId === categoryIds[1]],
  ['severity', () => ({ severities: [2] }), ({ categoryId }) => severityOf(categoryId) === 2],
  ['no severity', () => ({ severities: [null] }), ({ categoryId }) => severityOf(categoryId) === null],
  ['steps', () => ({ steps: [2] }), ({ n }) => n % 3 === 1],
  [
    'capability',
    () => ({ capabilities: ['Area.step_0'] }),
    ({ n }) => Array.from({ length: 1 + (n % 3) }, (_, step) => (n + step) % 5).includes(0),
  ],
  ['sequence', () => ({ sequence: 'Area.step_1 > Area.step_2' }), ({ n }) => n % 3 === 1 && n % 5 === 1],
  ['finding', () => ({ findings: ['repeated_sequence'] }), ({ n }) => n % 10 === 0],
  ['flag', () => ({ flagged: true }), ({ n }) => n % 11 === 0],
  ['one word', () => ({ text: 'apple' }), ({ n }) => n % 2 === 0],
  ['words in any order', () => ({ text: 'plum APPLE' }), ({ n }) => n % 14 === 0],
  ['nothing', () => ({ text: '100%' }), () => false],
]

test.each(FILTERS)(
  'the filter %s leaves what it says under every sort, alone and with others',
  async (_, filter, holds) => {
    const expected = (also: (row: Row) => boolean) =>
      items.flatMap(({ id, categoryId, archivedAt }, n) =>
        archivedAt === null && holds({ n, categoryId }) && also({ n, categoryId }) ? [id] : [],
      )
    for (const order of ORDERS) {
      const rows = await walkPages(ctx, { projectId, filter: filter(), ...order })
      expect(ids(rows).sort(), `${order.sort} ${order.dir}`).toEqual(expected(() => true).sort())
    }
    for (const [name, other, also] of FILTERS) {
      const both = { ...other(), ...filter() }
      const overridden = Object.keys(other()).some((key) => key in filter())
      if (overridden) continue
      const rows = await walkPages(ctx, { projectId, filter: both })
      expect(ids(rows).sort(), `with ${name}`).toEqual(expected(also).sort())
      const counts = await countItems(ctx, { projectId, stage: 'CHAIN', filter: both, archived: false })
      expect(counts!.total).toEqual({ n: rows.length, more: false })
      for (const verdict of VERDICTS)
        expect(counts!.verdicts[verdict].n).toBe(rows.filter((row) => row.verdict === verdict).length)
    }
  },
)

test('what is archived is a list of its own', async () => {
  const rows = await walkPages(ctx, { projectId, archived: true })
  expect(new Set(ids(rows))).toEqual(new Set(ids(items.filter(({ archivedAt }) => archivedAt !== null))))
})

test('tabs are counted as the lists that they open', async () => {
  const lists = FILTERS.map(([, filter]) => ({ filter: filter(), archived: false }))
  const counts = await countEach(ctx, { projectId, stage: 'CHAIN' }, lists)
  for (const [index, { filter }] of lists.entries()) {
    expect(counts[index]!.n).toBe((await walkPages(ctx, { projectId, filter })).length)
  }
})

test('another project’s items are not there, and its list is none', async () => {
  const other = await makeProject(t.db)
  const { item } = await makeChain(t.db, other)
  const request = { stage: 'CHAIN' as const, filter: {}, archived: false, sort: 'number' as const, dir: 'asc' as const }
  expect(await listItems(ctx, { ...request, projectId: other.id, from: null, size: 10 })).toBeNull()
  expect(await countItems(ctx, { ...request, projectId: other.id })).toBeNull()
  expect(ids(await walkPages(ctx, { projectId }))).not.toContain(item.id)
})
