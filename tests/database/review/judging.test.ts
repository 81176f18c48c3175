import { expect, test } from 'vitest'
import { contentOf, textOf } from '@/lib/core/item/content'
import { newId } from '@/lib/data/id'
import { heartbeat } from '@/lib/services/review/heartbeat'
import { release } from '@/lib/services/review/release'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '@/tests/support/database'
import { answer, claimAs, expectNoDrift, judge, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

/** As if the lease had run out: nobody waits in a test. */
const expireLeases = (queue: { id: string }) =>
  t.db.assignment.updateMany({
    where: { queueId: queue.id, judgmentId: null, reviewerId: { not: null } },
    data: { leaseUntil: new Date(Date.now() - 60_000) },
  })

test('a double click five times over, in two tabs, stores one judgment and says the same each time', async () => {
  const { queue, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const input = answer(items[0]!)
  const outputs = await Promise.all(Array.from({ length: 10 }, () => submitJudgment(ctxs[0]!, input)))
  expect(new Set(outputs.map((output) => JSON.stringify(output))).size).toBe(1)
  expect(outputs[0]!.state).toBe('COUNTED')
  expect(await t.db.judgment.count({ where: { queueId: queue.id } })).toBe(1)
  expect(await t.db.auditEvent.count({ where: { action: 'judgment.submit', targetId: input.entryId } })).toBe(1)
})

test('two tabs that answer the same item differently leave one live judgment; the later is told which stands', async () => {
  const { queue, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const inputs = [answer(items[0]!), answer(items[0]!, { decision: 'REJECT' })]
  const states = (await Promise.all(inputs.map((input) => submitJudgment(ctxs[0]!, input)))).map(({ state }) => state)
  expect(states.sort()).toEqual(['ALREADY', 'COUNTED'])
  expect(await t.db.judgment.count({ where: { queueId: queue.id } })).toBe(1)
})

test('an answer whose slot was lost takes another empty one, else is kept as surplus', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 4, queue: { slots: 3 } })
  const [late, second, third, last] = ctxs
  const { items } = await claimAs(late!, queue)
  await expireLeases(queue)
  await claimAs(second!, queue)
  expect((await submitJudgment(late!, answer(items[0]!))).state).toBe('COUNTED')
  for (const ctx of [second, third]) expect((await judge(ctx!, entries[0]!)).state).toBe('COUNTED')
  expect((await judge(last!, entries[0]!, { decision: 'REJECT' })).state).toBe('SURPLUS')
  const entry = await t.db.queueEntry.findUniqueOrThrow({ where: { id: entries[0]!.id } })
  expect(entry).toMatchObject({ status: 'CLOSED', verdict: 'PASSED' })
  await expectNoDrift(t)
})

test('a slot whose lease ran out goes to the next who asks, and its last holder hears of it', async () => {
  const { queue, ctxs } = await makeDesk(t, { reviewers: 2, queue: { slots: 1 } })
  const [first, second] = ctxs
  const mine = await claimAs(first!, queue)
  const entryIds = mine.items.map(({ entryId }) => entryId)
  expect(await claimAs(second!, queue)).toMatchObject({ items: [], stop: 'OTHERS_HOLD_THE_REST', left: 1 })
  await expireLeases(queue)
  expect((await claimAs(second!, queue)).items).toHaveLength(1)
  const beat = { queueId: queue.id, clientId: tab(1), entryIds, showing: null }
  expect(await heartbeat(first!, beat)).toEqual({ lost: entryIds })
  expect(await claimAs(first!, queue, { have: entryIds })).toMatchObject({ lost: entryIds, items: [] })
})

test('a lease that ran out and that nobody took is renewed by its own tab', async () => {
  const { queue, ctxs } = await makeDesk(t, { queue: { slots: 1 } })
  const entryIds = (await claimAs(ctxs[0]!, queue)).items.map(({ entryId }) => entryId)
  await expireLeases(queue)
  const beat = { queueId: queue.id, clientId: tab(1), entryIds, showing: null }
  expect(await heartbeat(ctxs[0]!, beat)).toEqual({ lost: [] })
  expect((await claimAs(ctxs[1]!, queue)).items).toEqual([])
})

test('a heartbeat renews this tab only, and records what is on the screen once a day', async () => {
  const { queue, ctxs, users } = await makeDesk(t, { items: 2 })
  const entryIds = (await claimAs(ctxs[0]!, queue)).items.map(({ entryId }) => entryId)
  const beat = { queueId: queue.id, clientId: tab(1), entryIds, showing: entryIds[0]! }
  expect(await heartbeat(ctxs[0]!, { ...beat, clientId: tab('other') })).toEqual({ lost: entryIds })
  for (const _ of [1, 2]) expect(await heartbeat(ctxs[0]!, beat)).toEqual({ lost: [] })
  expect(await t.db.exposure.count({ where: { userId: users[0]!.id } })).toBe(1)
})

test('after a reload a tab gets back what it holds; another tab takes it over only when nothing else is left', async () => {
  const { queue, ctxs } = await makeDesk(t, { items: 14, reviewers: 1, queue: { slots: 1 } })
  const ids = async (clientId: string) =>
    (await claimAs(ctxs[0]!, queue, { clientId })).items.map((item) => item.entryId)
  const left = await ids(tab('left'))
  expect(await ids(tab('left')), 'the same, in the same order').toEqual(left)
  const right = await ids(tab('right'))
  expect([left.length, right.length]).toEqual([10, 4])
  expect(right.some((id) => left.includes(id))).toBe(false)
  expect((await ids(tab('third'))).sort()).toEqual([...left, ...right].sort())
  expect(
    await heartbeat(ctxs[0]!, { queueId: queue.id, clientId: tab('left'), entryIds: left, showing: null }),
  ).toEqual({
    lost: left,
  })
})

test('released items are there for others at once', async () => {
  const { queue, ctxs } = await makeDesk(t, { items: 3, queue: { slots: 1 } })
  const entryIds = (await claimAs(ctxs[0]!, queue)).items.map(({ entryId }) => entryId)
  const one = await release(ctxs[0]!, { clientId: tab('other'), entryIds })
  expect(one.released).toEqual([])
  expect((await release(ctxs[0]!, { clientId: tab(1), entryIds })).released.sort()).toEqual(entryIds.sort())
  expect((await claimAs(ctxs[1]!, queue)).items).not.toEqual([])
})

test('an answer to another text than the entry holds is a conflict and is never counted', async () => {
  const { queue, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const input = answer(items[0]!, { revisionId: newId() })
  await expect(submitJudgment(ctxs[0]!, input)).rejects.toMatchObject({ code: 'conflict' })
  expect(await t.db.judgment.count({ where: { queueId: queue.id } })).toBe(0)
})

test('an incomplete answer says what is missing and is not stored', async () => {
  const { queue, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const input = answer(items[0]!, { decision: 'REJECT', criteria: {} })
  await expect(submitJudgment(ctxs[0]!, input)).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { reasons: [/why/] },
  })
  const unchanged = answer(items[0]!, {
    decision: 'EDIT',
    proposal: { steps: ['Files.read_file', 'Mail.send_email'], explanation: textOf(contentOf(items[0]!.body!)) },
  })
  await expect(submitJudgment(ctxs[0]!, unchanged)).rejects.toMatchObject({ code: 'invalid' })
})

test('what PostgreSQL cannot keep in a note is mended, not refused', async () => {
  const { queue, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const input = answer(items[0]!, { note: 'a\u0000b \ud83d' })
  await submitJudgment(ctxs[0]!, input)
  expect((await t.db.judgment.findUniqueOrThrow({ where: { id: input.id } })).note).toBe('ab \ufffd')
})

test('an answer to an entry that was closed, voided or paused meanwhile is kept', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { items: 2 })
  await claimAs(ctxs[0]!, queue)
  await t.db.reviewQueue.update({ where: { id: queue.id }, data: { status: 'PAUSED' } })
  expect(await claimAs(ctxs[1]!, queue)).toMatchObject({ items: [], stop: 'PAUSED' })
  expect((await judge(ctxs[0]!, entries[0]!)).state).toBe('COUNTED')
  await t.db.queueEntry.update({ where: { id: entries[1]!.id }, data: { status: 'VOID' } })
  expect((await judge(ctxs[0]!, entries[1]!)).state).toBe('SURPLUS')
})

test('who is no member, has no judging role, or was not given the queue neither claims nor judges', async () => {
  const { project, queue, entries } = await makeDesk(t)
  const stranger = await makeColleague(t, (await makeDesk(t)).project, 'REVIEWER')
  const viewer = await makeColleague(t, project, 'VIEWER')
  const other = await makeColleague(t, project, 'REVIEWER')
  for (const [{ ctx }, code] of [
    [stranger, 'not_found'],
    [viewer, 'forbidden'],
    [other, 'forbidden'],
  ] as const) {
    await expect(claimAs(ctx, queue)).rejects.toMatchObject({ code })
    await expect(judge(ctx, entries[0]!)).rejects.toMatchObject({ code })
  }
})

test('each reviewer has an order of their own, the same at every claim', async () => {
  const { queue, ctxs } = await makeDesk(t, { reviewers: 2, items: 40 })
  const order = async (n: number, have: string[] = []) =>
    (await claimAs(ctxs[n]!, queue, { have })).items.map(({ entryId }) => entryId)
  const [a, b] = [await order(0), await order(1)]
  expect(a).not.toEqual(b)
  await release(ctxs[0]!, { clientId: tab(1), entryIds: a })
  expect(await order(0)).toEqual(a)
})
