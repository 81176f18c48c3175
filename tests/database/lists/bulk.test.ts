import { expect, test } from 'vitest'
import { chosenItemsInput } from '@/lib/core/item/chosen'
import { newId } from '@/lib/data/id'
import { listSavedViews } from '@/lib/data/queries/saved-views'
import { archiveItems } from '@/lib/services/items/archive-items'
import { restoreItems } from '@/lib/services/items/restore-items'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { deleteView } from '@/lib/services/views/delete-view'
import { saveView } from '@/lib/services/views/save-view'
import { testDatabase } from '../../support/database'
import { makeChain, makeProject, makeRubric } from '../../support/factories'
import { walkPages } from '../../support/lists'
import { makeColleague } from '../../support/review'

const t = testDatabase()

async function makeRoom(count = 6) {
  const project = await makeProject(t.db)
  const chains = []
  for (let n = 0; n < count; n++)
    chains.push(
      await makeChain(t.db, project, {
        content: { steps: ['A.b'], explanation: `Text ${n} ${n % 2 === 0 ? 'even' : 'odd'}` },
      }),
    )
  const { user, ctx } = await makeColleague(t, project, 'CURATOR')
  return { project, user, ctx, items: chains.map(({ item }) => item) }
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()

test('rows picked by hand are archived and come back as they were; each act leaves its audit event', async () => {
  const { project, ctx, items } = await makeRoom()
  const chosen = chosenItemsInput.parse({ projectId: project.id, itemIds: ids(items.slice(0, 2)) })
  expect(await archiveItems(ctx, chosen)).toEqual({ archived: 2 })
  expect(ids(await walkPages(ctx, { projectId: project.id }))).toEqual(ids(items.slice(2)))
  expect(ids(await walkPages(ctx, { projectId: project.id, archived: true }))).toEqual(ids(items.slice(0, 2)))
  await expect(archiveItems(ctx, chosen)).rejects.toMatchObject({ code: 'conflict' })
  expect(await restoreItems(ctx, chosen)).toEqual({ restored: 2 })
  expect(ids(await walkPages(ctx, { projectId: project.id }))).toEqual(ids(items))
  const events = await t.db.auditEvent.findMany({ where: { projectId: project.id }, orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual(['items.archive', 'items.restore'])
})

test('a whole filter is archived: what it leaves, nothing else', async () => {
  const { project, ctx, items } = await makeRoom()
  const chosen = chosenItemsInput.parse({ projectId: project.id, filter: { text: 'even' } })
  expect(await archiveItems(ctx, chosen)).toEqual({ archived: 3 })
  expect(ids(await walkPages(ctx, { projectId: project.id }))).toEqual(ids(items.filter((_, n) => n % 2 === 1)))
})

test('ids of another project are not there', async () => {
  const { project, ctx } = await makeRoom(1)
  const other = await makeRoom(1)
  const chosen = chosenItemsInput.parse({ projectId: project.id, itemIds: ids(other.items) })
  await expect(archiveItems(ctx, chosen)).rejects.toMatchObject({ code: 'conflict' })
  expect((await t.db.item.findUniqueOrThrow({ where: { id: other.items[0]!.id } })).archivedAt).toBeNull()
})

test('either rows or a filter, never both and never neither', () => {
  const projectId = newId()
  expect(chosenItemsInput.safeParse({ projectId }).success).toBe(false)
  expect(chosenItemsInput.safeParse({ projectId, itemIds: [newId()], filter: {} }).success).toBe(false)
  expect(chosenItemsInput.safeParse({ projectId, filter: {}, archivedAt: null }).data).not.toHaveProperty('archivedAt')
})

test('a queue is filled with exactly what the list of its filter shows', async () => {
  const { project, ctx, items } = await makeRoom()
  await makeRubric(t.db, project)
  const filter = { text: 'odd', intents: ['HARMFUL' as const] }
  const input = createQueueInput.parse({ projectId: project.id, name: 'Odd', filter })
  const { queueId, added } = await createQueue(ctx, input)
  const entries = await t.db.queueEntry.findMany({ where: { queueId } })
  expect(added).toBe(3)
  expect(entries.map(({ itemId }) => itemId).sort()).toEqual(
    ids(await walkPages(ctx, { projectId: project.id, filter })),
  )
  expect(entries).toHaveLength(items.length / 2)
})

test('a view is kept under its name, shared by curators only, and removed by its owner', async () => {
  const { project, ctx } = await makeRoom(0)
  const { ctx: reviewer } = await makeColleague(t, project, 'REVIEWER')
  const view = { projectId: project.id, list: 'chains', name: 'Mine', query: '?verdict=failed', shared: false } as const
  const { id } = await saveView(ctx, view)
  expect(await saveView(ctx, { ...view, query: '?verdict=open' })).toEqual({ id })
  const list = (of: typeof ctx) => listSavedViews(of, project.id, 'chains')
  expect(await list(ctx)).toMatchObject([{ id, name: 'Mine', query: '?verdict=open', own: true }])
  expect(await list(reviewer)).toEqual([])
  await expect(deleteView(reviewer, { viewId: id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(saveView(reviewer, { ...view, shared: true })).rejects.toMatchObject({ code: 'forbidden' })
  await saveView(ctx, { ...view, shared: true })
  expect(await list(reviewer)).toMatchObject([{ id, own: false }])
  await deleteView(ctx, { viewId: id })
  expect(await list(ctx)).toEqual([])
})
