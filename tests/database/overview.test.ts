import { expect, test } from 'vitest'
import { countContested, listContested } from '@/lib/data/queries/adjudication'
import { findOverview, listSubcategories } from '@/lib/data/queries/overview'
import { seedDemo } from '@/lib/services/demo/seed-demo'
import { testDatabase } from '@/tests/support/database'
import { makeCategory, makeChain, makeUser, userActor } from '@/tests/support/factories'
import { judge, makeColleague, makeDesk } from '@/tests/support/review'
import { makeVotes } from '@/tests/support/votes'

const t = testDatabase()

async function makeStage() {
  const desk = await makeDesk(t, { items: 2 })
  const { project, users, queue, category } = desk
  const patterns = [
    { accepts: 3, rejects: 0, items: 4 },
    { accepts: 0, rejects: 3, items: 2 },
    { accepts: 1, rejects: 1, abstains: 1, items: 1 },
  ]
  const child = await makeCategory(t.db, project, { parentId: category.id })
  const made = await makeVotes(t.db, { project, queue, reviewers: users, categoryId: child.id, patterns })
  await makeChain(t.db, project, { categoryId: category.id })
  return { ...desk, ...made, child }
}

test('the verdicts of a stage add up to its items; what is in no queue is counted too', async () => {
  const { project, ctxs, entries, queue } = await makeStage()
  const overview = (await findOverview(ctxs[0]!, project.id))!
  expect(overview.stages).toEqual([
    { stage: 'CHAIN', total: 10, passed: 4, open: 3, contested: 1, failed: 2, stale: 0, flagged: 0, unqueued: 1 },
  ])
  expect(overview.categories).toEqual({ top: 1, subcategories: 1, withPassed: 1, nonePassed: 0 })
  expect(overview.backlog).toMatchObject([{ stage: 'CHAIN', entries: 2, owed: 6 }])
  await judge(ctxs[0]!, entries[0]!)
  const later = (await findOverview(ctxs[1]!, project.id))!
  expect(later.backlog).toMatchObject([{ entries: 2, owed: 5 }])
  expect(later.judgmentsLastWeek).toBe(22)
  expect(queue.slots).toBe(3)
})

test('a verdict whose text is being judged again reads as open to those who judge, and only to them', async () => {
  const { project, ctxs, itemIds } = await makeStage()
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  await t.db.item.update({ where: { id: itemIds[0]! }, data: { rejudged: true } })
  expect((await findOverview(ctxs[0]!, project.id))!.stages[0]).toMatchObject({ passed: 3, open: 4 })
  expect((await findOverview(curator, project.id))!.stages[0]).toMatchObject({ passed: 4, open: 3 })
  const passed = async (ctx: typeof curator) =>
    (await listSubcategories(ctx, project.id))!.reduce((sum, row) => sum + row.passed, 0)
  expect([await passed(ctxs[0]!), await passed(curator)]).toEqual([3, 4])
})

test('before an item is closed, votes on it change nothing that a colleague can count but what is owed', async () => {
  const { project, ctxs, entries } = await makeStage()
  const { backlog: _, judgmentsLastWeek: __, ...before } = (await findOverview(ctxs[0]!, project.id))!
  await judge(ctxs[1]!, entries[0]!, { decision: 'REJECT', criteria: { logical: false } })
  await judge(ctxs[2]!, entries[0]!, { decision: 'REJECT', criteria: { logical: false } })
  const { backlog: ___, judgmentsLastWeek: ____, ...after } = (await findOverview(ctxs[0]!, project.id))!
  expect(after).toEqual(before)
})

test('opted-out categories are in no count of items of their reader, and the reader is told', async () => {
  const { project, users, ctxs, child } = await makeStage()
  await t.db.preference.create({ data: { projectId: project.id, userId: users[0]!.id, optOutCategoryIds: [child.id] } })
  const own = (await findOverview(ctxs[0]!, project.id))!
  expect(own.stages[0]).toMatchObject({ total: 3, passed: 0, contested: 0, failed: 0, open: 3 })
  expect(own.optedOut).toBe(1)
  expect((await findOverview(ctxs[1]!, project.id))!.stages[0]).toMatchObject({ total: 10 })
})

test('a stranger gets nothing', async () => {
  const { project } = await makeStage()
  const { ctx } = await makeColleague(t, (await makeDesk(t)).project, 'CURATOR')
  expect(await findOverview(ctx, project.id)).toBeNull()
  expect(await listSubcategories(ctx, project.id)).toBeNull()
  expect(await countContested(ctx, project.id)).toBeNull()
})

test('what waits for adjudication is counted as it is listed, one’s own apart', async () => {
  const { project, users } = await makeStage()
  await t.db.membership.update({
    where: { projectId_userId: { projectId: project.id, userId: users[0]!.id } },
    data: { roles: ['REVIEWER', 'ADJUDICATOR'] },
  })
  const judged = t.ctx(await userActor(t.db, users[0]!))
  const { ctx: fresh } = await makeColleague(t, project, 'ADJUDICATOR')
  expect(await countContested(judged, project.id)).toEqual({ total: 1, own: 1 })
  expect(await countContested(fresh, project.id)).toEqual({ total: 1, own: 0 })
  expect((await listContested(fresh, project.id))!.rows.map(({ own }) => own)).toEqual([false])
})

test('the demo’s overview: its owner has at least 30 chains to judge, and two contested ones to settle', async () => {
  const owner = await makeUser(t.db, { admin: true })
  await seedDemo(t.ctx(await userActor(t.db, owner)), { ownerId: owner.id })
  const ctx = t.ctx(await userActor(t.db, owner))
  const project = await t.db.project.findUniqueOrThrow({ where: { slug: 'everyday-agents' } })
  const overview = (await findOverview(ctx, project.id))!
  expect(overview.stages[0]!.total).toBe(42)
  expect(overview.backlog[0]!.entries).toBeGreaterThanOrEqual(30)
  expect(await countContested(ctx, project.id)).toEqual({ total: 2, own: 0 })
})
