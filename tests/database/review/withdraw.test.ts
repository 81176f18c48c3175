import { expect, test } from 'vitest'
import { earlier } from '@/lib/services/review/earlier'
import { recent } from '@/lib/services/review/recent'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { answer, claimAs, expectNoDrift, judge, letStand, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()
const afterUndo = (ctx: ReturnType<typeof t.ctx>) => ({ ...ctx, now: new Date(Date.now() + 120_000) })

test('undo brings the item back to this tab with the answer as its draft; the judgment stays on record', async () => {
  const { queue, entries, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const input = answer(items[0]!, { decision: 'REJECT', note: 'Steps do not meet.', reasons: ['missing_step'] })
  await submitJudgment(ctxs[0]!, input)
  const { item } = await withdrawJudgment(ctxs[0]!, { judgmentId: input.id, clientId: tab('two') })
  expect(item).toMatchObject({
    entryId: entries[0]!.id,
    draft: { decision: 'REJECT', note: 'Steps do not meet.', reasons: ['missing_step'] },
  })
  const slot = await t.db.assignment.findUniqueOrThrow({ where: { id: item.assignmentId! } })
  expect(slot).toMatchObject({ clientId: tab('two'), judgmentId: null })
  expect((await t.db.judgment.findUniqueOrThrow({ where: { id: input.id } })).withdrawnAt).not.toBeNull()
  expect((await submitJudgment(ctxs[0]!, answer(items[0]!))).state).toBe('COUNTED')
  await expectNoDrift(t)
})

test('a withdrawn judgment that the outbox sends again does not come back to life', async () => {
  const { queue, ctxs } = await makeDesk(t)
  const { items } = await claimAs(ctxs[0]!, queue)
  const input = answer(items[0]!)
  await submitJudgment(ctxs[0]!, input)
  await withdrawJudgment(ctxs[0]!, { judgmentId: input.id, clientId: tab(1) })
  expect((await submitJudgment(ctxs[0]!, input)).state).toBe('COUNTED')
  expect(await t.db.judgment.count({ where: { queueId: queue.id, withdrawnAt: null } })).toBe(0)
})

test('the last ten can be taken back, an older one says why not', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { items: 11, queue: { slots: 1 } })
  for (const entry of entries) await judge(ctxs[0]!, entry)
  const { judgments } = await recent(ctxs[0]!, { queueId: queue.id })
  expect(judgments.map(({ item }) => item.entryId)).toEqual(
    entries
      .slice(1)
      .reverse()
      .map(({ id }) => id),
  )
  expect(judgments.every(({ standsBecause }) => standsBecause === null)).toBe(true)
  const oldest = await t.db.judgment.findFirstOrThrow({ where: { entryId: entries[0]!.id } })
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: oldest.id, clientId: tab(1) })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('last 10'),
  })
  for (const { judgmentId } of judgments) await withdrawJudgment(ctxs[0]!, { judgmentId, clientId: tab(1) })
  await expectNoDrift(t)
})

test('when others may read the votes of a decided item, these stand', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { queue: { slots: 2 } })
  const mine = await judge(ctxs[0]!, entries[0]!)
  await judge(ctxs[1]!, entries[0]!)
  await expectNoDrift(t)
  await withdrawJudgment(ctxs[0]!, { judgmentId: mine.id, clientId: tab(1) })
  const again = await judge(ctxs[0]!, entries[0]!, { decision: 'REJECT' })
  await expectNoDrift(t)
  await letStand(t.db)
  const stands = { code: 'conflict', message: expect.stringContaining('decided more than 10 minutes ago') }
  const [last] = (await recent(ctxs[0]!, { queueId: queue.id })).judgments
  expect(last).toMatchObject({ judgmentId: again.id, standsBecause: stands.message })
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: again.id, clientId: tab(1) })).rejects.toMatchObject(stands)
})

test('a surplus answer ends the time in which the only one can be taken back unread', async () => {
  const { entries, ctxs } = await makeDesk(t, { queue: { slots: 1 } })
  const mine = await judge(ctxs[0]!, entries[0]!)
  const standsAt = async () => (await t.db.queueEntry.findUniqueOrThrow({ where: { id: entries[0]!.id } })).standsAt
  expect(await standsAt()).toBeNull()
  expect((await judge(ctxs[1]!, entries[0]!, { decision: 'REJECT' })).state).toBe('SURPLUS')
  expect(await standsAt()).not.toBeNull()
  await expectNoDrift(t)
  await letStand(t.db)
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: mine.id, clientId: tab(1) })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test("what was used, or is another person's, is not taken back", async () => {
  const { entries, ctxs } = await makeDesk(t)
  const mine = await judge(ctxs[0]!, entries[0]!)
  await expect(withdrawJudgment(ctxs[1]!, { judgmentId: mine.id, clientId: tab(1) })).rejects.toMatchObject({
    code: 'not_found',
  })
  await t.db.queueEntry.update({ where: { id: entries[0]!.id }, data: { usedAt: new Date() } })
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: mine.id, clientId: tab(1) })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test("who has read the others' answers does not answer anew", async () => {
  const { entries, ctxs } = await makeDesk(t)
  const mine = await judge(ctxs[0]!, entries[0]!)
  await judge(ctxs[1]!, entries[0]!, { decision: 'REJECT', note: 'canary' })
  await expect(earlier(ctxs[0]!, { entryId: entries[0]!.id })).rejects.toMatchObject({ code: 'forbidden' })
  const { judgments } = await earlier(afterUndo(ctxs[0]!), { entryId: entries[0]!.id })
  expect(judgments.map(({ reviewer }) => reviewer)).toEqual(['you', 'a reviewer'])
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: mine.id, clientId: tab(1) })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('you have read'),
  })
})
