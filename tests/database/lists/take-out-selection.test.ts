import { expect, test } from 'vitest'
import type { ItemFilter } from '@/lib/core/item/filter'
import { listPickedIds } from '@/lib/data/queries/picked-items'
import { countTakeOut } from '@/lib/data/queries/take-out'
import type { Chosen } from '@/lib/data/queries/where-chosen'
import type { Ctx } from '@/lib/services/context'
import { takeOut } from '@/lib/services/export/take-out'
import { testDatabase } from '../../support/database'
import { makeQueue, userActor } from '../../support/factories'
import { makeJudgedProject } from '../../support/judged-project'

const t = testDatabase()

/** Passed, passed, passed, failed, open. */
const VOTES = ['AAA', 'AAR', 'AAA', 'RRR', '']

async function makeRoom(slug: string) {
  const judged = await makeJudgedProject(t.db, slug, VOTES)
  const ctx: Ctx = { actor: await userActor(t.db, judged.curator), db: t.db, now: new Date() }
  return { ...judged, ctx, items: judged.chains.map(({ item }) => item) }
}

async function linesOf(ctx: Ctx, projectId: string, chosen: Chosen | null) {
  const { text } = await takeOut(ctx, { projectId, format: 'plumbline-jsonl', chosen })
  let file = ''
  for await (const piece of text) file += piece
  const rows: { item: number }[] = file
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return rows.map(({ item }) => item).sort((a, b) => a - b)
}
const numbers = (items: { number: number }[]) => items.map(({ number }) => number).sort((a, b) => a - b)

test('a selection takes out exactly those of it that are accepted, and says how many are left out and why', async () => {
  const { project, ctx, items } = await makeRoom('picked')
  const chosen = { itemIds: [items[0]!.id, items[3]!.id, items[4]!.id] }
  expect(await linesOf(ctx, project.id, chosen)).toEqual(numbers([items[0]!]))
  expect(await countTakeOut(ctx, { projectId: project.id, stage: 'CHAIN', chosen })).toMatchObject({
    ...{
      items: 3,
      accepted: 1,
      kept: { PUT_AWAY: 0, QUARANTINED: 0, DEMO_MODEL: 0, NOT_PASSED: 2, STALE: 0, LISTED: 0 },
    },
  })
  const [event] = await t.db.auditEvent.findMany({ where: { projectId: project.id, action: 'chains.take_out' } })
  expect(event?.data).toMatchObject({ format: 'plumbline-jsonl', chosen: { itemIds: chosen.itemIds } })
})

test('a filter takes out what the list of it shows', async () => {
  const { project, ctx, items } = await makeRoom('filtered')
  const filter: ItemFilter = { text: 'Explanation', verdicts: ['PASSED'] }
  expect(await linesOf(ctx, project.id, { filter })).toEqual(numbers(items.slice(0, 3)))
  expect(await linesOf(ctx, project.id, { filter: { verdicts: ['FAILED'] } })).toEqual([])
  expect(await linesOf(ctx, project.id, null)).toEqual(numbers(items.slice(0, 3)))
})

test('a selection reaches no other project, nothing archived and nothing that its chooser opted out of', async () => {
  const { project, ctx, items, curator, category } = await makeRoom('scoped')
  const other = await makeRoom('scoped-other')
  expect(await linesOf(ctx, project.id, { itemIds: [other.items[0]!.id] })).toEqual([])
  const picked = { projectId: project.id, stage: 'CHAIN' as const, numbers: numbers(items.slice(0, 2)) }
  expect(await listPickedIds(ctx, picked)).toEqual(items.slice(0, 2).map(({ id }) => id))
  expect(await listPickedIds(other.ctx, picked)).toEqual([])

  await t.db.item.update({ where: { id: items[1]!.id }, data: { archivedAt: new Date() } })
  expect(await listPickedIds(ctx, picked)).toEqual([items[0]!.id])
  expect(await linesOf(ctx, project.id, { itemIds: [items[1]!.id, items[2]!.id] })).toEqual(numbers([items[2]!]))

  await t.db.preference.create({
    data: { projectId: project.id, userId: curator.id, optOutCategoryIds: [category.id] },
  })
  expect(await linesOf(ctx, project.id, { itemIds: items.map(({ id }) => id) })).toEqual([])
  expect(await linesOf(ctx, project.id, { itemIds: [] })).toEqual([])
})

test('to a curator who judges too, neither count nor file tells of a verdict that can still be taken back', async () => {
  const { project, ctx, curator, items, queue } = await makeRoom('judging')
  await t.db.queueReviewer.create({ data: { queueId: queue.id, userId: curator.id } })
  const judging: Ctx = { ...ctx, actor: await userActor(t.db, curator) }
  const one = { projectId: project.id, stage: 'CHAIN' as const, chosen: { itemIds: [items[0]!.id] } }
  const untouched = { ...one, chosen: { itemIds: [items[4]!.id] } }
  expect(await countTakeOut(judging, one)).toMatchObject({ items: 1, accepted: 1 })

  const later = new Date(Date.now() + 600_000)
  await t.db.queueEntry.updateMany({ where: { itemId: items[0]!.id }, data: { standsAt: later } })
  await t.db.item.update({ where: { id: items[0]!.id }, data: { standsAt: later } })
  expect(await countTakeOut(ctx, one)).toMatchObject({ accepted: 1 })
  expect(await countTakeOut(judging, one)).toEqual(await countTakeOut(judging, untouched))
  expect(await linesOf(judging, project.id, one.chosen)).toEqual([])
  expect(await linesOf(judging, project.id, null)).toEqual(numbers(items.slice(1, 3)))
  expect(await linesOf(ctx, project.id, null)).toEqual(numbers(items.slice(0, 3)))

  // Being judged again: what was said before is not for those who may judge it now.
  await t.db.$executeRaw`update items set stands_at = null where id = ${items[0]!.id}::uuid`
  await t.db.$executeRaw`update queue_entries set stands_at = null where item_id = ${items[0]!.id}::uuid`
  expect(await countTakeOut(judging, one)).toMatchObject({ accepted: 1 })
  const { currentRevisionId } = await t.db.item.findUniqueOrThrow({ where: { id: items[0]!.id } })
  const again = { item: items[0]!, revision: { id: currentRevisionId! } }
  await makeQueue(t.db, project, { items: [again], slots: 3 })
  expect(await countTakeOut(judging, one)).toEqual(await countTakeOut(judging, untouched))
  expect(await linesOf(judging, project.id, one.chosen)).toEqual([])
})
