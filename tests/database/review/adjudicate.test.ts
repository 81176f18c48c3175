import { expect, test } from 'vitest'
import { countContested, findContested, listContested } from '@/lib/data/queries/adjudication'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import { reveal } from '@/lib/services/review/reveal'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { userActor } from '@/tests/support/factories'
import { expectNoDrift, judge, letStand, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()
const because = { outcome: 'PASSED' as const, proposalId: null, reason: 'Both criteria hold.' }

/** Two reviewers who disagree on one chain. */
async function makeContested(options: Parameters<typeof makeDesk>[1] = {}) {
  const desk = await makeDesk(t, { reviewers: 2, queue: { slots: 2 }, ...options })
  const accepted = await judge(desk.ctxs[0]!, desk.entries[0]!)
  await judge(desk.ctxs[1]!, desk.entries[0]!, { decision: 'REJECT', note: 'Out of order.' })
  return { ...desk, accepted, entryId: desk.entries[0]!.id, itemId: desk.chains[0]!.item.id }
}

test('an adjudication outranks the votes, and both stay on record', async () => {
  const { project, entryId, itemId, accepted, ctxs } = await makeContested()
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  expect((await t.db.item.findUniqueOrThrow({ where: { id: itemId } })).verdict).toBe('CONTESTED')
  expect(await adjudicate(ctx, { entryId, ...because })).toEqual({ verdict: 'PASSED' })
  const item = await t.db.item.findUniqueOrThrow({ where: { id: itemId } })
  expect(item).toMatchObject({ verdict: 'PASSED', acceptedRevisionId: item.currentRevisionId })
  expect(await t.db.judgment.count({ where: { entryId, withdrawnAt: null } })).toBe(2)
  await expect(adjudicate(ctx, { entryId, ...because, outcome: 'FAILED' })).rejects.toMatchObject({ code: 'conflict' })
  const undo = withdrawJudgment(ctxs[0]!, { judgmentId: accepted.id, clientId: tab(1) })
  await expect(undo).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('adjudicated') })
  await expectNoDrift(t)
})

test('nobody settles what they judged or wrote; reviewers and viewers settle nothing', async () => {
  const { project, entryId, ctxs, users } = await makeContested()
  await t.db.membership.update({
    where: { projectId_userId: { projectId: project.id, userId: users[0]!.id } },
    data: { roles: ['REVIEWER', 'ADJUDICATOR'] },
  })
  const judged = t.ctx(await userActor(t.db, users[0]!))
  // Who could take their answer back does not read the others' yet.
  expect(await findContested(judged, entryId)).toBeNull()
  expect(await listContested(judged, project.id)).toEqual({ rows: [], total: 0 })
  expect(await countContested(judged, project.id)).toEqual({ total: 0, own: 0 })
  await letStand(t.db)
  expect((await findContested(judged, entryId))?.whyNot).toBe('JUDGED_IT')
  const author = await makeColleague(t, project, 'ADJUDICATOR')
  await t.db.queueEntry.update({ where: { id: entryId }, data: { barredIds: [author.user.id] } })
  const viewer = await makeColleague(t, project, 'VIEWER')
  for (const ctx of [judged, author.ctx, viewer.ctx, ctxs[1]!]) {
    await expect(adjudicate(ctx, { entryId, ...because })).rejects.toMatchObject({ code: 'forbidden' })
  }
  for (const ctx of [viewer.ctx, ctxs[1]!]) {
    expect(await listContested(ctx, project.id)).toBeNull()
    expect(await findContested(ctx, entryId)).toBeNull()
  }
})

test('only what votes did not settle waits: contested, too few votes, several edits; never a study', async () => {
  const { project, category, queue, ctxs, entries } = await makeDesk(t, { reviewers: 3, items: 4 })
  const [tied, few, edits, passed] = entries
  for (const [n, decision] of (['ACCEPT', 'REJECT', 'ABSTAIN'] as const).entries())
    await judge(ctxs[n]!, tied!, { decision })
  for (const [n, decision] of (['ACCEPT', 'ABSTAIN', 'ABSTAIN'] as const).entries())
    await judge(ctxs[n]!, few!, { decision })
  for (const [n, decision] of (['EDIT', 'EDIT', 'REJECT'] as const).entries())
    await judge(ctxs[n]!, edits!, { decision })
  for (const ctx of ctxs) await judge(ctx, passed!)
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const { rows, total } = (await listContested(ctx, project.id))!
  expect(rows.map(({ entryId, why }) => [entryId, why])).toEqual([
    [tied!.id, 'TIED'],
    [few!.id, 'TOO_FEW_VOTES'],
    [edits!.id, 'SEVERAL_EDITS'],
  ])
  expect(total).toBe(3)
  expect((await listContested(ctx, project.id, 1))!).toMatchObject({
    total: 3,
    rows: [{ accepts: 1, rejects: 1, abstains: 1 }],
  })
  await expect(adjudicate(ctx, { entryId: passed!.id, ...because })).rejects.toMatchObject({ code: 'conflict' })
  await t.db.reviewQueue.update({ where: { id: queue.id }, data: { purpose: 'STUDY' } })
  await t.db.queueEntry.updateMany({ where: { queueId: queue.id }, data: { curation: false } })
  expect((await listContested(ctx, project.id))!.total).toBe(0)
  await t.db.queueEntry.updateMany({ where: { queueId: queue.id }, data: { curation: true } })
  const adjudicator = await makeColleague(t, project, 'ADJUDICATOR')
  await t.db.preference.create({
    data: { projectId: project.id, userId: adjudicator.user.id, optOutCategoryIds: [category.id] },
  })
  expect((await listContested(adjudicator.ctx, project.id))!.total).toBe(0)
  expect(await findContested(adjudicator.ctx, tied!.id)).toBeNull()
})

test('judgments stand side by side: names for adjudicators of contested entries; masked text only once asked for', async () => {
  const { project, entryId, category, ctxs } = await makeContested()
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const shown = (await findContested(ctx, entryId))!
  expect(shown.judgments.map(({ reviewer, decision }) => [reviewer, decision])).toEqual([
    [(ctxs[0]!.actor as { name: string }).name, 'ACCEPT'],
    [(ctxs[1]!.actor as { name: string }).name, 'REJECT'],
  ])
  expect(shown).toMatchObject({ whyNot: null, verdict: 'CONTESTED', item: { masked: false } })
  expect(shown.item.body).toMatchObject({ stage: 'CHAIN' })
  await t.db.category.update({ where: { id: category.id }, data: { severity: 4 } })
  expect((await findContested(ctx, entryId))!.item).toMatchObject({ masked: true, body: null })
  await reveal(ctx, { entryId })
  expect((await findContested(ctx, entryId))!.item.body).toEqual(shown.item.body)
})

test('two adjudicators at the same instant: one decision, the other is told', async () => {
  const { project, entryId } = await makeContested()
  const people = [await makeColleague(t, project, 'ADJUDICATOR'), await makeColleague(t, project, 'CURATOR')]
  const outcomes = await Promise.allSettled(people.map(({ ctx }) => adjudicate(ctx, { entryId, ...because })))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await t.db.adjudication.count({ where: { entryId } })).toBe(1)
  await expectNoDrift(t)
})

test('an adjudicator of another project neither sees nor settles it', async () => {
  const { entryId, project } = await makeContested()
  const stranger = await makeColleague(t, (await makeDesk(t)).project, 'ADJUDICATOR', 'CURATOR')
  expect(await listContested(stranger.ctx, project.id)).toBeNull()
  expect(await findContested(stranger.ctx, entryId)).toBeNull()
  await expect(adjudicate(stranger.ctx, { entryId, ...because })).rejects.toMatchObject({ code: 'not_found' })
})
