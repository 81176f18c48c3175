import { expect, test } from 'vitest'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { expectNoDrift, judge, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

test('the third and the fourth vote at the same instant: three count, and the verdict is theirs', async () => {
  const { entries, ctxs } = await makeDesk(t, { reviewers: 4, items: 30, queue: { slots: 3 } })
  const [a, b, third, fourth] = ctxs
  for (const entry of entries) {
    await judge(a!, entry)
    await judge(b!, entry, { decision: 'REJECT' })
    const states = await Promise.all([judge(third!, entry), judge(fourth!, entry, { decision: 'REJECT' })])
    expect(states.map(({ state }) => state).sort()).toEqual(['COUNTED', 'SURPLUS'])
  }
  expect(await t.db.judgment.count({ where: { queueId: entries[0]!.queueId, counted: true } })).toBe(90)
  expect(await t.db.queueEntry.count({ where: { queueId: entries[0]!.queueId, status: 'CLOSED' } })).toBe(30)
  await expectNoDrift(t)
}, 60_000)

test('all votes of an entry at once, in every rule: the cached verdict is what they derive to', async () => {
  const rules = [
    { rule: 'MAJORITY' as const },
    { rule: 'UNANIMOUS' as const },
    { rule: 'FIRST_TO' as const, firstTo: 2 },
  ]
  for (const rule of rules) {
    const { entries, ctxs } = await makeDesk(t, { reviewers: 5, items: 6, queue: { slots: 5, ...rule } })
    for (const entry of entries) {
      const decisions = ['ACCEPT', 'REJECT', 'ABSTAIN', 'ACCEPT', 'REJECT'] as const
      await Promise.all(ctxs.map((ctx, n) => judge(ctx, entry, { decision: decisions[n]! })))
    }
    await expectNoDrift(t)
  }
}, 60_000)

test('a withdrawal and the last vote at the same instant: the entry is closed only with all of its slots in', async () => {
  const { entries, ctxs } = await makeDesk(t, { reviewers: 3, items: 15, queue: { slots: 3 } })
  const [a, b, c] = ctxs
  for (const entry of entries) {
    const first = await judge(a!, entry)
    await judge(b!, entry)
    await Promise.all([withdrawJudgment(a!, { judgmentId: first.id, clientId: tab(1) }), judge(c!, entry)])
    const row = await t.db.queueEntry.findUniqueOrThrow({ where: { id: entry.id } })
    expect(row).toMatchObject({ status: 'OPEN', verdict: 'OPEN', closedAt: null })
    expect((await judge(a!, entry, { decision: 'REJECT' })).state).toBe('COUNTED')
  }
  expect(await t.db.queueEntry.count({ where: { queueId: entries[0]!.queueId, verdict: 'PASSED' } })).toBe(15)
  await expectNoDrift(t)
}, 60_000)

test('closed early, an entry gives up its open slots; opened again by an undo, it has them back', async () => {
  const { entries, ctxs, queue } = await makeDesk(t, {
    reviewers: 3,
    queue: { slots: 5, rule: 'FIRST_TO', firstTo: 2 },
  })
  await judge(ctxs[0]!, entries[0]!)
  const second = await judge(ctxs[1]!, entries[0]!)
  expect(await t.db.assignment.count({ where: { queueId: queue.id } })).toBe(2)
  await withdrawJudgment(ctxs[1]!, { judgmentId: second.id, clientId: tab(1) })
  expect(await t.db.assignment.count({ where: { queueId: queue.id } })).toBe(5)
  await expectNoDrift(t)
})
