import { expect, test } from 'vitest'
import { findContested } from '@/lib/data/queries/adjudication'
import { findDiscussion } from '@/lib/data/queries/entry-views'
import { findItem } from '@/lib/data/queries/item-detail'
import { addComment } from '@/lib/services/comments/add-comment'
import { addItems } from '@/lib/services/queues/add-items'
import { testDatabase } from '@/tests/support/database'
import { makeQueue } from '@/tests/support/factories'
import { judge, letStand, makeColleague, makeDesk } from '@/tests/support/review'

const t = testDatabase()

async function makeTie() {
  const desk = await makeDesk(t, { reviewers: 3, queue: { slots: 2 } })
  const [entry] = desk.entries
  const { ctx: adjudicator } = await makeColleague(t, desk.project, 'ADJUDICATOR')
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  const word = { itemId: entry!.itemId, entryId: entry!.id, text: 'The second step reads what the first wrote.' }
  const discussionOf = async (ctx: typeof adjudicator) =>
    findDiscussion(ctx, await t.db.queueEntry.findUniqueOrThrow({ where: { id: entry!.id } }))
  return { ...desk, entry: entry!, adjudicator, curator, word, discussionOf }
}

test('the discussion opens when all have voted for good: to those who voted, those who settle it and those who lead, and to nobody before', async () => {
  const { entry, ctxs, adjudicator, curator, word, discussionOf } = await makeTie()
  const everybody = [ctxs[0]!, ctxs[1]!, adjudicator, curator]
  await judge(ctxs[0]!, entry)
  for (const ctx of everybody) {
    expect((await discussionOf(ctx)).open).toBe(false)
    await expect(addComment(ctx, word)).rejects.toMatchObject({ code: 'conflict' })
  }
  await judge(ctxs[1]!, entry, { decision: 'REJECT' })
  // All are in, and each could still be taken back.
  for (const ctx of everybody) {
    expect(await discussionOf(ctx)).toMatchObject({ open: false, opensAt: expect.any(Date), comments: [] })
    await expect(addComment(ctx, word)).rejects.toMatchObject({ code: 'conflict' })
  }
  await letStand(t.db)
  const later = (ctx: typeof curator) => ({ ...ctx, now: new Date() })
  for (const ctx of everybody) await addComment(later(ctx), word)
  for (const ctx of everybody) {
    const { open, may, comments } = await discussionOf(later(ctx))
    expect({ open, may, said: comments.length }).toEqual({ open: true, may: true, said: 4 })
  }
  const shown = (await findContested(later(adjudicator), entry.id))!
  expect(shown.views.discussion.comments.map(({ text }) => text)).toEqual(Array(4).fill(word.text))
  const item = await findItem(ctxs[0]!, entry.itemId)
  expect(item?.kind === 'ITEM' && item.comments.map(({ discussed }) => discussed)).toEqual(Array(4).fill(true))
  expect(await t.db.auditEvent.count({ where: { action: 'entry.discuss', targetId: entry.id } })).toBe(4)
})

test('who may still judge the item reads nothing of it, neither here nor on its page', async () => {
  const { project, entry, ctxs, users, curator, word, discussionOf } = await makeTie()
  await judge(ctxs[0]!, entry)
  await judge(ctxs[1]!, entry, { decision: 'REJECT' })
  await letStand(t.db)
  await addComment({ ...curator, now: new Date() }, word)
  const again = await makeQueue(t.db, project, { name: 'Again', reviewers: [users[2]!] })
  await addItems(curator, { queueId: again.queue.id, filter: {}, again: true })
  const reader = { ...ctxs[2]!, now: new Date() }
  expect(await discussionOf(reader)).toEqual({ open: false, opensAt: null, may: false, comments: [] })
  await expect(addComment(reader, word)).rejects.toMatchObject({ code: 'conflict' })
  const item = await findItem(reader, entry.itemId)
  expect(item?.kind === 'ITEM' && item.comments).toEqual([])
  // Who leads and judges nothing reads on.
  expect((await discussionOf({ ...curator, now: new Date() })).comments).toHaveLength(1)
})

test('a viewer reads and does not speak; a word on another item’s entry is refused', async () => {
  const { project, entry, ctxs, word, discussionOf } = await makeTie()
  const other = await makeTie()
  await judge(ctxs[0]!, entry)
  await judge(ctxs[1]!, entry, { decision: 'REJECT' })
  await letStand(t.db)
  const { ctx: viewer } = await makeColleague(t, project, 'VIEWER')
  const reading = { ...viewer, now: new Date() }
  expect(await discussionOf(reading)).toMatchObject({ open: true, may: false })
  await expect(addComment(reading, word)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    addComment({ ...ctxs[0]!, now: new Date() }, { ...word, entryId: other.entry.id }),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('beside the judgments stand what models said, and the texts before with what was said of them', async () => {
  const { entries, ctxs, project, queue } = await makeDesk(t, { reviewers: 3, queue: { slots: 2 } })
  const [entry] = entries
  await judge(ctxs[0]!, entry!, { decision: 'EDIT', note: 'Shorter.' })
  await judge(ctxs[1]!, entry!, { decision: 'REJECT', reasons: ['missing_step'], note: 'A step is missing.' })
  await letStand(t.db)
  const next = await t.db.queueEntry.findFirstOrThrow({ where: { queueId: queue.id, id: { not: entry!.id } } })
  await judge(ctxs[1]!, next)
  await judge(ctxs[2]!, next, { decision: 'REJECT' })
  await letStand(t.db)
  await t.db.finding.create({
    data: {
      ...{ id: crypto.randomUUID(), projectId: project.id, revisionId: next.revisionId, code: 'semantic_judge' },
      ...{
        severity: 'INFO',
        source: 'JUDGE',
        evidence: { verdict: 'HARMFUL', message: 'Reads so.', model: 'judge-1' },
      },
    },
  })
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const { views } = (await findContested({ ...ctx, now: new Date() }, next.id))!
  expect(views.opinions).toMatchObject([{ model: 'judge-1', message: 'Reads so.' }])
  expect(views.earlier.map(({ number }) => number)).toEqual([1])
  expect(views.said).toMatchObject([
    { revision: 1, decision: 'EDIT', note: 'Shorter.', reviewer: 'a reviewer' },
    { revision: 1, decision: 'REJECT', reasons: ['missing_step'], note: 'A step is missing.' },
  ])
})
