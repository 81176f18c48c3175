import { expect, test } from 'vitest'
import { extraFigures } from '@/lib/core/review/overlap'
import type { DecisionName } from '@/lib/core/review/wire'
import { findExtraJudgments } from '@/lib/data/queries/extra-judgments'
import { findQueueSaving } from '@/lib/data/queries/queue-saving'
import type { Ctx } from '@/lib/services/context'
import { addItems } from '@/lib/services/queues/add-items'
import { closeQueue } from '@/lib/services/queues/close-queue'
import { createQueue } from '@/lib/services/queues/create-queue'
import { findDrift } from '@/lib/services/review/find-drift'
import { recent } from '@/lib/services/review/recent'
import { skip } from '@/lib/services/review/skip'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { makeChain } from '@/tests/support/factories'
import { answer, claimAs, expectNoDrift, judge, letStand, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

const slotsOf = (entry: { id: string }) =>
  t.db.assignment.findMany({ where: { entryId: entry.id }, orderBy: { slot: 'asc' } })
const rowOf = (entry: { id: string }) => t.db.queueEntry.findUniqueOrThrow({ where: { id: entry.id } })
const begun = (slots: number, rest = {}) => ({ slots, startAt: 2, ...rest })

test('two that agree settle a majority of three: the entry closes, and the third slot was never offered', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 4, queue: begun(3) })
  const [a, b, c, d] = ctxs
  for (const ctx of [a, b]) expect((await claimAs(ctx!, queue)).items).toHaveLength(1)
  expect(await claimAs(c!, queue)).toMatchObject({ items: [], stop: 'OTHERS_HOLD_THE_REST', left: 1 })
  await judge(a!, entries[0]!)
  await judge(b!, entries[0]!)
  expect(await rowOf(entries[0]!)).toMatchObject({
    ...{ status: 'CLOSED', verdict: 'PASSED', accepts: 2, firstAccepts: 2, settledBy: 'UNANIMOUS', fullOverlap: false },
  })
  expect(await slotsOf(entries[0]!)).toHaveLength(2)
  expect((await judge(d!, entries[0]!, { decision: 'REJECT' })).state).toBe('SURPLUS')
  expect(await claimAs(c!, queue)).toMatchObject({ items: [], stop: 'EMPTY', left: 0 })
  await expectNoDrift(t)
})

test('two that differ open the third slot, and one person gets it', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 4, queue: begun(3) })
  const [a, b, c, d] = ctxs
  await judge(a!, entries[0]!)
  expect((await slotsOf(entries[0]!)).map(({ open }) => open)).toEqual([true, true, false])
  await judge(b!, entries[0]!, { decision: 'REJECT' })
  expect((await slotsOf(entries[0]!)).map(({ open }) => open)).toEqual([true, true, true])
  await expectNoDrift(t)
  // The check tells of an entry that waits for a slot which nobody can claim.
  const [, , last] = await slotsOf(entries[0]!)
  await t.db.assignment.update({ where: { id: last!.id }, data: { open: false } })
  expect((await findDrift(t.db)).drift).toMatchObject([{ cached: '2 slots offered', derived: '3 needed' }])
  await t.db.assignment.update({ where: { id: last!.id }, data: { open: true } })
  const claims = await Promise.all([claimAs(c!, queue), claimAs(d!, queue)])
  expect(claims.flatMap(({ items }) => items)).toHaveLength(1)
  const third = claims[0]!.items.length === 1 ? c : d
  await judge(third!, entries[0]!, { decision: 'REJECT' })
  expect(await rowOf(entries[0]!)).toMatchObject({
    verdict: 'FAILED',
    rejects: 2,
    firstAccepts: 1,
    settledBy: 'MAJORITY',
  })
  await expectNoDrift(t)
})

test('an undo shuts the slot that is not needed any more, unless somebody holds it; skipping gives it back', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 4, queue: begun(3) })
  const [a, b, c, d] = ctxs
  await judge(a!, entries[0]!)
  const second = await judge(b!, entries[0]!, { decision: 'REJECT' })
  await withdrawJudgment(b!, { judgmentId: second.id, clientId: tab(1) })
  // One answer and one holder: two of them are asked for now.
  expect((await slotsOf(entries[0]!)).filter(({ open }) => open)).toHaveLength(2)
  await expectNoDrift(t)
  expect((await claimAs(c!, queue)).items).toHaveLength(0)
  await skip(b!, { entryId: entries[0]!.id, clientId: tab(1) })
  expect((await claimAs(c!, queue)).items).toHaveLength(1)
  expect((await claimAs(d!, queue)).items).toHaveLength(0)
  await judge(c!, entries[0]!)
  expect(await rowOf(entries[0]!)).toMatchObject({ status: 'CLOSED', verdict: 'PASSED' })
  await expectNoDrift(t)
})

test('an undo after the early close opens the entry again, for as many as the majority needs', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 3, queue: begun(3) })
  const [a, b, c] = ctxs
  await judge(a!, entries[0]!)
  const second = await judge(b!, entries[0]!)
  await withdrawJudgment(b!, { judgmentId: second.id, clientId: tab(1) })
  expect(await rowOf(entries[0]!)).toMatchObject({
    status: 'OPEN',
    verdict: 'OPEN',
    settledBy: null,
    firstAccepts: null,
  })
  expect((await claimAs(c!, queue)).items).toHaveLength(0)
  await judge(b!, entries[0]!, { decision: 'REJECT' })
  expect((await claimAs(c!, queue)).items).toHaveLength(1)
  await judge(c!, entries[0]!)
  expect(await rowOf(entries[0]!)).toMatchObject({ status: 'CLOSED', verdict: 'PASSED', firstAccepts: 1 })
  await expectNoDrift(t)
})

test('an answer whose slot was lost takes a slot that was not open yet, rather than none', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 4, queue: begun(3) })
  const [late, b, c, d] = ctxs
  const { items } = await claimAs(late!, queue)
  await t.db.assignment.updateMany({
    where: { queueId: queue.id, reviewerId: { not: null } },
    data: { leaseUntil: new Date(Date.now() - 60_000) },
  })
  for (const ctx of [b, c]) await claimAs(ctx!, queue)
  expect((await submitJudgment(late!, answer(items[0]!))).state).toBe('COUNTED')
  expect((await judge(b!, entries[0]!)).state).toBe('COUNTED')
  expect(await rowOf(entries[0]!)).toMatchObject({ status: 'CLOSED', verdict: 'PASSED' })
  expect((await judge(c!, entries[0]!)).state).toBe('SURPLUS')
  expect((await claimAs(d!, queue)).stop).toBe('EMPTY')
  await expectNoDrift(t)
})

/** One tab: claims, judges, now and then takes its last answer back and gives another, until nothing is left. */
async function work(ctx: Ctx, queue: { id: string }, n: number): Promise<void> {
  let given = 0
  for (let round = 0; round < 500; round++) {
    const { items, stop } = await claimAs(ctx, queue, { clientId: tab(n), want: 3 })
    for (const item of items) {
      const seed = [...item.entryId].reduce((sum, char) => sum + char.charCodeAt(0), 0)
      const decision: DecisionName = seed % 3 === 0 ? 'ACCEPT' : (seed + n) % 4 === 0 ? 'REJECT' : 'ACCEPT'
      const sent = answer(item, { decision })
      const { state } = await submitJudgment(ctx, sent)
      given++
      if (given % 5 !== 0 || state !== 'COUNTED') continue
      await withdrawJudgment(ctx, { judgmentId: sent.id, clientId: tab(n) })
      await submitJudgment(ctx, answer(item, { decision }))
    }
    if (stop === 'EMPTY') return
  }
  throw new Error('The queue never came to its end.')
}

test('claims, answers, withdrawals and the opening of slots at once: nobody is asked in vain, every majority is that of all', async () => {
  const { queue, ctxs } = await makeDesk(t, { reviewers: 12, items: 60, queue: begun(5) })
  await Promise.all(ctxs.map((ctx, n) => work(ctx, queue, n)))

  const entries = await t.db.queueEntry.findMany({ where: { queueId: queue.id } })
  expect(entries.every(({ status }) => status === 'CLOSED')).toBe(true)
  for (const { accepts, rejects } of entries) {
    // Closed at the third vote of one side, not before and not after.
    expect(Math.max(accepts, rejects)).toBe(3)
    expect(accepts + rejects).toBeLessThanOrEqual(5)
  }
  const judgments = await t.db.judgment.findMany({ where: { queueId: queue.id, withdrawnAt: null } })
  const counted = judgments.filter((judgment) => judgment.counted)
  const slots = await t.db.assignment.findMany({ where: { queueId: queue.id } })
  expect(slots.every(({ judgmentId }) => judgmentId !== null)).toBe(true)
  expect(slots).toHaveLength(counted.length)
  expect(new Set(counted.map(({ entryId, reviewerId }) => `${entryId} ${reviewerId}`)).size).toBe(counted.length)
  // Only who answered while an undo was under way can have been asked for one too many.
  const withdrawn = await t.db.judgment.count({ where: { queueId: queue.id, withdrawnAt: { not: null } } })
  expect(withdrawn).toBeGreaterThan(0)
  expect(judgments.length - counted.length).toBeLessThanOrEqual(withdrawn)
  await expectNoDrift(t)
}, 120_000)

test('without undo nobody is ever asked for a judgment that is not counted', async () => {
  const { queue, ctxs } = await makeDesk(t, { reviewers: 10, items: 60, queue: begun(3) })
  const drain = async (ctx: Ctx, n: number) => {
    for (let round = 0; round < 300; round++) {
      const { items, stop } = await claimAs(ctx, queue, { clientId: tab(n), want: 2 })
      for (const item of items) await submitJudgment(ctx, answer(item, { decision: n % 3 === 0 ? 'REJECT' : 'ACCEPT' }))
      if (stop === 'EMPTY') return
    }
    throw new Error('The queue never came to its end.')
  }
  await Promise.all(ctxs.map(drain))
  expect(await t.db.judgment.count({ where: { queueId: queue.id, counted: false } })).toBe(0)
  expect(await t.db.queueEntry.count({ where: { queueId: queue.id, status: 'CLOSED' } })).toBe(60)
  await expectNoDrift(t)
}, 120_000)

test('a tenth of the entries, the same whenever it is told, gets all slots from the start; the saving is told of what was planned', async () => {
  const { project, users, ctxs } = await makeDesk(t, { reviewers: 3, items: 0 })
  const curator = await makeColleague(t, project, 'CURATOR')
  for (let n = 0; n < 120; n++) await makeChain(t.db, project)
  const made = await createQueue(curator.ctx, {
    ...{ projectId: project.id, name: 'Begun with two', purpose: 'CURATION', stage: 'CHAIN', rubricVersionId: null },
    ...{ slots: 3, rule: 'MAJORITY', firstTo: null, editCountsAs: 'REJECT', startAt: 2, again: false, filter: {} },
    reviewerIds: users.map(({ id }) => id),
  })
  const entries = await t.db.queueEntry.findMany({ where: { queueId: made.queueId }, include: { assignments: true } })
  const full = entries.filter(({ fullOverlap }) => fullOverlap)
  expect(full.length).toBeGreaterThan(2)
  expect(full.length).toBeLessThan(30)
  for (const { fullOverlap, assignments } of entries) {
    expect(assignments).toHaveLength(3)
    expect(assignments.filter(({ open }) => open)).toHaveLength(fullOverlap ? 3 : 2)
  }
  // Agreeing twice closes an entry that may stop early, and not one that was drawn for all.
  const early = entries.find(({ fullOverlap }) => !fullOverlap)!
  for (const entry of [early, full[0]!]) for (const ctx of ctxs.slice(0, 2)) await judge(ctx, entry)
  expect((await rowOf(early)).status).toBe('CLOSED')
  expect((await rowOf(full[0]!)).status).toBe('OPEN')
  await judge(ctxs[2]!, full[0]!)
  await letStand(t.db)
  const saving = await findQueueSaving(curator.ctx, made.queueId)
  expect(saving).toEqual({ saved: 1, planned: 6, entries: 2, full: 1 })
  expect(await findQueueSaving(ctxs[0]!, made.queueId)).toBeNull()
  // Items that come later are drawn alike.
  await makeChain(t.db, project)
  expect(await addItems(curator.ctx, { queueId: made.queueId, filter: {}, again: false })).toMatchObject({ added: 1 })
  await expectNoDrift(t)
}, 60_000)

test('a close vote asks for extra judgments, one by each person: no votes, kept apart, and their author is not told', async () => {
  const { queue, entries, ctxs, project } = await makeDesk(t, {
    reviewers: 6,
    items: 2,
    queue: begun(3, { extraSlots: 2 }),
  })
  const [close, clear] = entries
  const [a, b, c, d, e, f] = ctxs
  for (const ctx of [a, b]) await judge(ctx!, clear!)
  expect((await rowOf(clear!)).status).toBe('CLOSED')

  await judge(a!, close!)
  await judge(b!, close!, { decision: 'REJECT' })
  await judge(c!, close!, { decision: 'REJECT' })
  expect(await rowOf(close!)).toMatchObject({ status: 'OPEN', verdict: 'OPEN' })
  const claims = await Promise.all([d!, e!, f!].map((ctx) => claimAs(ctx, queue)))
  expect(claims.flatMap(({ items }) => items)).toHaveLength(2)
  const extras = [d!, e!, f!].filter((_, n) => claims[n]!.items.length > 0)
  const sent = await judge(extras[0]!, close!)
  expect(sent.state).toBe('COUNTED')
  expect((await recent(extras[0]!, { queueId: queue.id })).judgments[0]!.state).toBe('COUNTED')
  expect((await rowOf(close!)).status).toBe('OPEN')
  await judge(extras[1]!, close!)
  expect(await rowOf(close!)).toMatchObject({ status: 'CLOSED', verdict: 'FAILED', accepts: 1, rejects: 2 })
  expect(await t.db.judgment.count({ where: { entryId: close!.id, extra: true, counted: false } })).toBe(2)
  await expectNoDrift(t)

  // Taken back, it is asked for again; and a vote that was taken back is a vote when it comes again.
  await withdrawJudgment(extras[0]!, { judgmentId: sent.id, clientId: tab(1) })
  expect((await rowOf(close!)).status).toBe('OPEN')
  await judge(extras[0]!, close!)
  expect((await rowOf(close!)).status).toBe('CLOSED')
  await letStand(t.db)
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  expect(extraFigures(await findExtraJudgments(curator, project.id, 'CHAIN'))).toEqual({
    ...{ items: 1, judgments: 2, accepts: 2, rejects: 0, changed: 1 },
  })
  await expectNoDrift(t)
})

test('a closed queue asks for no extra judgments: what has all its votes is decided, the rest is void', async () => {
  const { queue, entries, ctxs, project } = await makeDesk(t, {
    reviewers: 4,
    items: 2,
    queue: begun(3, { extraSlots: 1 }),
  })
  for (const [n, decision] of (['ACCEPT', 'REJECT', 'ACCEPT'] as const).entries()) {
    await judge(ctxs[n]!, entries[0]!, { decision })
  }
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  expect(await closeQueue(curator, { queueId: queue.id })).toEqual({ voided: 1 })
  expect(await rowOf(entries[0]!)).toMatchObject({ status: 'CLOSED', verdict: 'PASSED' })
  expect((await rowOf(entries[1]!)).status).toBe('VOID')
  expect((await judge(ctxs[3]!, entries[0]!)).state).toBe('SURPLUS')
  await expectNoDrift(t)
})
