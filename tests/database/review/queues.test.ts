import { expect, test } from 'vitest'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { listMyQueues, listQueues } from '@/lib/data/queries/review'
import { addItems } from '@/lib/services/queues/add-items'
import { closeQueue } from '@/lib/services/queues/close-queue'
import { createQueue, createQueueInput } from '@/lib/services/queues/create-queue'
import { giveQueue } from '@/lib/services/queues/give-queue'
import { updateQueue } from '@/lib/services/queues/update-queue'
import { createRubricVersion } from '@/lib/services/rubrics/create-rubric-version'
import { testDatabase } from '@/tests/support/database'
import { makeCategory, makeChain, makeRubric } from '@/tests/support/factories'
import { claimAs, expectNoDrift, judge, makeColleague, makeDesk } from '@/tests/support/review'

const t = testDatabase()
const none = { inQueue: 0, openElsewhere: 0, decided: 0, flagged: 0, quarantined: 0, withoutText: 0 }
const filter = {}

async function makeCurated(items = 4) {
  const desk = await makeDesk(t, { items, reviewers: 2, queue: { slots: 1, items: [] } })
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  const input = (data: object = {}) => createQueueInput.parse({ projectId: desk.project.id, name: 'Work', ...data })
  return { ...desk, curator, input }
}

test('a queue takes the current text of every item that matches, with k empty slots each', async () => {
  const { project, curator, input, users, category, ctxs } = await makeCurated()
  const child = await makeCategory(t.db, project, { parentId: category.id })
  await makeChain(t.db, project, { categoryId: child.id, intent: 'BENIGN' })
  await makeChain(t.db, project, { archivedAt: new Date() })
  const all = await createQueue(curator, input({ slots: 3, reviewerIds: users.map(({ id }) => id) }))
  expect(all).toMatchObject({ added: 5, leftOut: none })
  expect(await t.db.assignment.count({ where: { queueId: all.queueId } })).toBe(15)
  const study = { purpose: 'STUDY', slots: 2 }
  const some = await createQueue(
    curator,
    input({ ...study, filter: { categoryIds: [category.id], intents: ['BENIGN'] } }),
  )
  expect(some.added).toBe(1)
  expect((await listMyQueues(ctxs[0]!, project.id)).at(-1)).toMatchObject({
    id: all.queueId,
    total: 5,
    done: 0,
    left: 5,
  })
  expect((await listQueues(curator, project.id))!.map(({ total }) => total).sort()).toEqual([0, 1, 5])
})

test('a revision is open in one curation queue at most; what is left out is counted by why', async () => {
  const { curator, input, chains, ctxs, users } = await makeCurated(6)
  const ids = chains.map(({ item }) => item.id)
  const first = await createQueue(
    curator,
    input({ slots: 1, reviewerIds: users.map(({ id }) => id), filter: { itemIds: ids.slice(0, 3) } }),
  )
  const { items } = await claimAs(ctxs[0]!, { id: first.queueId }, { want: 1 })
  await judge(ctxs[0]!, { id: items[0]!.entryId, revisionId: items[0]!.revisionId })
  await t.db.item.update({ where: { id: ids[3]! }, data: { flagged: true } })
  await t.db.item.update({ where: { id: ids[4]! }, data: { currentRevisionId: null } })
  const second = await createQueue(curator, input())
  expect(second).toMatchObject({
    added: 1,
    leftOut: { ...none, openElsewhere: 2, decided: 1, flagged: 1, withoutText: 1 },
  })
  const again = await addItems(curator, { queueId: second.queueId, filter, again: true })
  expect(again).toMatchObject({
    added: 1,
    leftOut: { ...none, openElsewhere: 2, inQueue: 1, flagged: 1, withoutText: 1 },
  })
  const study = await createQueue(curator, input({ purpose: 'STUDY' }))
  expect(study.added).toBe(4)
  expect((await t.db.item.findUniqueOrThrow({ where: { id: items[0]!.itemId } })).verdict).toBe('PASSED')
  await expectNoDrift(t)
})

test('two queues filled with the same items at the same instant share them out', async () => {
  const { curator, input, project } = await makeCurated(30)
  const made = await Promise.all([1, 2, 3].map(() => createQueue(curator, input())))
  expect(made.reduce((sum, { added }) => sum + added, 0)).toBe(30)
  for (const { added, leftOut } of made) expect(added + leftOut.openElsewhere).toBe(30)
  expect(await t.db.queueEntry.count({ where: { projectId: project.id, status: 'OPEN' } })).toBe(30)
})

test('five thousand items become fifteen thousand slots in one statement', async () => {
  const { curator, input, project } = await makeCurated(1)
  await t.db.$executeRaw`
    insert into items (id, project_id, number, stage, intent, origin, current_revision_id)
    select make_uuid_v7(), ${project.id}::uuid, n, 'CHAIN', 'BENIGN', 'IMPORTED', make_uuid_v7() from generate_series(10, 5009) n`
  await t.db.$executeRaw`
    insert into revisions (id, project_id, item_id, number, content, content_hash, author_kind)
    select current_revision_id, project_id, id, 1, '{"steps":[],"explanation":""}', '', 'IMPORT' from items
    where project_id = ${project.id}::uuid and number >= 10`
  const { added, queueId } = await createQueue(curator, input({ slots: 3 }))
  expect(added).toBe(5_001)
  expect(await t.db.assignment.count({ where: { queueId } })).toBe(15_003)
})

test('a queue is given to people who judge; who loses it gives back what they hold, and keeps what they judged', async () => {
  const { curator, input, users, ctxs, project } = await makeCurated()
  const { queueId } = await createQueue(curator, input({ slots: 1, reviewerIds: [users[0]!.id] }))
  const viewer = await makeColleague(t, project, 'VIEWER')
  await expect(giveQueue(curator, { queueId, reviewerIds: [viewer.user.id] })).rejects.toMatchObject({
    code: 'invalid',
  })
  const { items } = await claimAs(ctxs[0]!, { id: queueId })
  await judge(ctxs[0]!, { id: items[0]!.entryId, revisionId: items[0]!.revisionId })
  await giveQueue(curator, { queueId, reviewerIds: [users[1]!.id] })
  await expect(claimAs(ctxs[0]!, { id: queueId })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await claimAs(ctxs[1]!, { id: queueId })).left).toBe(3)
  expect(await t.db.judgment.count({ where: { queueId } })).toBe(1)
})

test('a paused queue hands out nothing; a closed one is over, and its open texts are free for another', async () => {
  const { curator, input, users, ctxs } = await makeCurated()
  const { queueId } = await createQueue(curator, input({ slots: 1, reviewerIds: [users[0]!.id] }))
  await updateQueue(curator, { queueId, status: 'PAUSED' })
  expect((await claimAs(ctxs[0]!, { id: queueId })).stop).toBe('PAUSED')
  await updateQueue(curator, { queueId, status: 'OPEN' })
  const { items } = await claimAs(ctxs[0]!, { id: queueId })
  await judge(ctxs[0]!, { id: items[0]!.entryId, revisionId: items[0]!.revisionId })
  expect(await closeQueue(curator, { queueId })).toEqual({ voided: 3 })
  expect((await judge(ctxs[0]!, { id: items[1]!.entryId, revisionId: items[1]!.revisionId })).state).toBe('SURPLUS')
  await expect(updateQueue(curator, { queueId, name: 'New' })).rejects.toMatchObject({ code: 'conflict' })
  expect(await createQueue(curator, input())).toMatchObject({ added: 3, leftOut: { ...none, decided: 1 } })
  await expectNoDrift(t)
})

test("queues and rubrics are made by curators; a rubric's change is its next version", async () => {
  const { project, input, ctxs, curator } = await makeCurated()
  await expect(createQueue(ctxs[0]!, input())).rejects.toMatchObject({ code: 'not_found' })
  const rubric = { projectId: project.id, key: 'chains', stage: 'CHAIN' as const, content: CHAIN_RUBRIC }
  await expect(createRubricVersion(ctxs[0]!, rubric)).rejects.toMatchObject({ code: 'not_found' })
  const versions = await Promise.all([1, 2, 3].map(() => createRubricVersion(curator, rubric)))
  expect(versions.map(({ version }) => version).sort()).toEqual([1, 2, 3])
  const foreign = await makeRubric(t.db, (await makeDesk(t)).project)
  await expect(createQueue(curator, input({ rubricVersionId: foreign.id }))).rejects.toMatchObject({ code: 'invalid' })
})
