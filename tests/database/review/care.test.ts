import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { listMyQueues } from '@/lib/data/queries/review'
import { earlier } from '@/lib/services/review/earlier'
import { flag } from '@/lib/services/review/flag'
import { heartbeat } from '@/lib/services/review/heartbeat'
import { recent } from '@/lib/services/review/recent'
import { resolveFlag } from '@/lib/services/review/resolve-flag'
import { reveal } from '@/lib/services/review/reveal'
import { saveDraft } from '@/lib/services/review/save-draft'
import { skip } from '@/lib/services/review/skip'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '@/tests/support/database'
import { makeCategory, makeChain, makeQueue } from '@/tests/support/factories'
import { answer, claimAs, expectNoDrift, judge, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()
const CANARY = 'canary-7f3a'

const optOut = (projectId: string, userId: string, optOutCategoryIds: string[], dailyLimit: number | null = null) =>
  t.db.preference.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, optOutCategoryIds, dailyLimit },
    update: { optOutCategoryIds, dailyLimit },
  })

test('an opted-out category, and what is under it, reaches its reviewer by no path of the review loop', async () => {
  const { project, users, ctxs } = await makeDesk(t)
  const parent = await makeCategory(t.db, project)
  const child = await makeCategory(t.db, project, { parentId: parent.id })
  const content = { title: CANARY, steps: [CANARY], explanation: CANARY }
  const items = [
    await makeChain(t.db, project, { categoryId: parent.id, content }),
    await makeChain(t.db, project, { categoryId: child.id, content }),
  ]
  const { queue, entries } = await makeQueue(t.db, project, { items, reviewers: users, slots: 2 })
  await judge(ctxs[0]!, entries[0]!)
  const held = (await claimAs(ctxs[0]!, queue)).items
  expect(JSON.stringify(held)).toContain(CANARY)
  await optOut(project.id, users[0]!.id, [parent.id])

  const have = held.map(({ entryId }) => entryId)
  const beat = { queueId: queue.id, clientId: tab(1), entryIds: have, showing: have[0]! }
  expect(await heartbeat(ctxs[0]!, beat)).toEqual({ lost: have })
  const claimed = await claimAs(ctxs[0]!, queue, { have })
  expect(claimed).toMatchObject({ items: [], lost: have, left: 0, stop: 'EMPTY' })
  expect((await recent(ctxs[0]!, { queueId: queue.id })).judgments).toEqual([])
  expect((await listMyQueues(ctxs[0]!, project.id)).find(({ id }) => id === queue.id)).toMatchObject({
    done: 1,
    left: 0,
  })
  for (const entryId of entries.map(({ id }) => id)) {
    for (const path of [reveal, earlier])
      await expect(path(ctxs[0]!, { entryId })).rejects.toMatchObject({ code: 'not_found' })
  }
  expect((await claimAs(ctxs[1]!, queue)).items).toHaveLength(2)
})

test("the lower of the team's and the reviewer's own daily limit stops harmful work; benign work goes on", async () => {
  const { project, category, users, ctxs } = await makeDesk(t, { reviewers: 1 })
  const items = []
  for (let n = 0; n < 8; n++) {
    const intent = n < 5 ? ('HARMFUL' as const) : ('BENIGN' as const)
    items.push(await makeChain(t.db, project, { categoryId: category.id, intent }))
  }
  const { queue } = await makeQueue(t.db, project, { items, reviewers: users, slots: 1 })
  await t.db.project.update({ where: { id: project.id }, data: { settings: { dailyHarmfulLimit: 4 } } })
  await optOut(project.id, users[0]!.id, [], 2)
  const both = [await claimAs(ctxs[0]!, queue), await claimAs(ctxs[0]!, queue, { clientId: tab('two') })]
  // Where the first tab got all of it, the second one takes it over.
  const held = [...new Map(both.flatMap(({ items }) => items).map((item) => [item.entryId, item])).values()]
  expect(held.map(({ frame }) => frame?.intent).sort()).toEqual(['BENIGN', 'BENIGN', 'BENIGN', 'HARMFUL', 'HARMFUL'])
  for (const item of held) await submitJudgment(ctxs[0]!, answer(item))
  const third = await claimAs(ctxs[0]!, queue)
  expect(third).toMatchObject({ items: [], stop: 'DAILY_LIMIT', left: 3, exposure: { harmfulToday: 2, dailyLimit: 2 } })
  await optOut(project.id, users[0]!.id, [], null)
  expect((await claimAs(ctxs[0]!, queue)).items).toHaveLength(2)
})

test('a masked item carries no text at all until it is asked for; asking is on record', async () => {
  const { project, users, ctxs } = await makeDesk(t, { severity: null })
  const grave = await makeCategory(t.db, project, { severity: 4 })
  const content = { title: CANARY, steps: [CANARY], explanation: CANARY }
  const chain = await makeChain(t.db, project, { categoryId: grave.id, content })
  await t.db.finding.create({
    data: {
      id: newId(),
      projectId: project.id,
      revisionId: chain.revision.id,
      code: 'x',
      severity: 'INFO',
      evidence: { message: CANARY },
    },
  })
  const { queue, entries } = await makeQueue(t.db, project, { items: [chain], reviewers: users })
  const entryId = entries[0]!.id
  const { items } = await claimAs(ctxs[0]!, queue)
  expect(items[0]).toMatchObject({ masked: true, body: null, frame: { category: { severity: 4 } } })
  const edited = { title: CANARY, steps: ['Files.read_file'], explanation: `${CANARY} edited` }
  const draft = {
    decision: 'EDIT' as const,
    criteria: {},
    reasons: [],
    note: '',
    stepMarks: [],
    label: null,
    compliesFrom: null,
    stepUnsaid: false,
    proposal: edited,
  }
  await saveDraft(ctxs[0]!, { entryId, seq: 1, content: draft, keepProposal: false })
  const again = await claimAs(ctxs[0]!, queue)
  expect(JSON.stringify(again)).not.toContain(CANARY)
  await saveDraft(ctxs[0]!, { entryId, seq: 2, content: { ...draft, note: 'n', proposal: null }, keepProposal: true })

  const shown = await reveal(ctxs[0]!, { entryId })
  expect(shown).toMatchObject({
    body: { title: CANARY, explanation: CANARY, findings: [{ message: CANARY }] },
    proposal: edited,
  })
  expect(
    await t.db.exposure.findFirst({ where: { userId: users[0]!.id, revisionId: chain.revision.id } }),
  ).toMatchObject({ revealed: true, harmful: true, severity: 4 })
  expect(await t.db.auditEvent.count({ where: { action: 'revision.reveal', targetId: chain.revision.id } })).toBe(1)
  await submitJudgment(ctxs[0]!, answer(items[0]!, { decision: 'EDIT', proposal: edited }))
  expect(JSON.stringify(await recent(ctxs[0]!, { queueId: queue.id }))).not.toContain(CANARY)
  await expect(reveal(ctxs[1]!, { entryId })).rejects.toMatchObject({ code: 'gone' })
})

test('text without any severity is masked too', async () => {
  const { queue, ctxs } = await makeDesk(t, { severity: null })
  expect((await claimAs(ctxs[0]!, queue)).items[0]).toMatchObject({ masked: true, body: null })
})

test('a skipped item is free for others and comes back last, without a trace in what was done', async () => {
  const { queue, ctxs, users } = await makeDesk(t, { items: 3, queue: { slots: 1 } })
  const { items } = await claimAs(ctxs[0]!, queue, { want: 1 })
  const entryId = items[0]!.entryId
  await skip(ctxs[0]!, { entryId, clientId: tab(1) })
  const next = await claimAs(ctxs[0]!, queue, { want: 1 })
  expect(next.items[0]!.entryId).not.toBe(entryId)
  expect(next).toMatchObject({ done: 0, left: 3 })
  await submitJudgment(ctxs[0]!, answer(next.items[0]!))
  const third = await claimAs(ctxs[0]!, queue, { want: 1 })
  expect(third.items[0]!.entryId).not.toBe(entryId)
  await submitJudgment(ctxs[0]!, answer(third.items[0]!))
  expect((await claimAs(ctxs[0]!, queue)).items.map((item) => item.entryId)).toEqual([entryId])
  expect(await t.db.skip.count({ where: { userId: users[0]!.id } })).toBe(1)
})

test('a flagged item leaves every queue at once until a lead has looked; answers on their way count when it returns', async () => {
  const { project, queue, entries, ctxs, chains } = await makeDesk(t)
  const study = await makeQueue(t.db, project, { items: chains, purpose: 'STUDY' })
  const { items } = await claimAs(ctxs[1]!, queue)
  await flag(ctxs[0]!, { entryId: entries[0]!.id, clientId: tab(1), note: 'Names a person?' })
  const entryIds = items.map(({ entryId }) => entryId)
  expect(await heartbeat(ctxs[1]!, { queueId: queue.id, clientId: tab(1), entryIds, showing: null })).toEqual({
    lost: entryIds,
  })
  expect(await claimAs(ctxs[2]!, queue)).toMatchObject({ items: [], left: 0 })
  expect(await t.db.queueEntry.count({ where: { itemId: chains[0]!.item.id, status: 'HELD' } })).toBe(2)
  for (const ctx of ctxs) expect((await judge(ctx, entries[0]!)).state).toBe('COUNTED')
  expect((await t.db.item.findUniqueOrThrow({ where: { id: chains[0]!.item.id } })).verdict).toBe('OPEN')

  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  const { id: flagId } = await t.db.flag.findFirstOrThrow({ where: { entryId: entries[0]!.id } })
  await expect(resolveFlag(ctxs[0]!, { flagId, resolution: 'RETURN', note: '' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await resolveFlag(curator, { flagId, resolution: 'RETURN', note: 'No real person.' })
  const item = await t.db.item.findUniqueOrThrow({ where: { id: chains[0]!.item.id } })
  expect(item).toMatchObject({ flagged: false, verdict: 'PASSED' })
  expect((await t.db.queueEntry.findUniqueOrThrow({ where: { id: study.entries[0]!.id } })).status).toBe('OPEN')
  await expectNoDrift(t)
})

test('a flagged item that a lead removes leaves its queues; what was judged stays on record', async () => {
  const { project, queue, entries, ctxs } = await makeDesk(t)
  await judge(ctxs[0]!, entries[0]!)
  await flag(ctxs[1]!, { entryId: entries[0]!.id, clientId: tab(1), note: '' })
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  const { id: flagId } = await t.db.flag.findFirstOrThrow({ where: { entryId: entries[0]!.id } })
  await resolveFlag(curator, { flagId, resolution: 'REMOVE', note: '' })
  expect(await claimAs(ctxs[1]!, queue)).toMatchObject({ items: [], stop: 'EMPTY' })
  expect(await t.db.judgment.count({ where: { entryId: entries[0]!.id } })).toBe(1)
  expect((await judge(ctxs[1]!, entries[0]!)).state).toBe('SURPLUS')
  await expectNoDrift(t)
})
