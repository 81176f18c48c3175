import { expect, test } from 'vitest'
import type { Ctx } from '@/lib/services/context'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '@/tests/support/database'
import { answer, claimAs, expectNoDrift, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

const ENTRIES = 200
const REVIEWERS = 50
const SLOTS = 3

/** One tab: claims and judges until the queue has nothing for it. Bounded, so that a fault ends as a failure. */
async function work(ctx: Ctx, queue: { id: string }, clientId: string): Promise<void> {
  for (let round = 0; round < 500; round++) {
    const { items, stop } = await claimAs(ctx, queue, { clientId })
    for (const item of items) await submitJudgment(ctx, answer(item))
    if (stop === 'EMPTY') return
  }
  throw new Error('The queue never came to its end.')
}

test('fifty reviewers with two tabs each drain a queue: every slot filled once, nothing surplus, nothing twice', async () => {
  const { queue, ctxs } = await makeDesk(t, { reviewers: REVIEWERS, items: ENTRIES, queue: { slots: SLOTS } })
  await Promise.all(ctxs.flatMap((ctx) => [work(ctx, queue, tab('left')), work(ctx, queue, tab('right'))]))

  const judgments = await t.db.judgment.findMany({ select: { entryId: true, reviewerId: true, counted: true } })
  expect(judgments.filter(({ counted }) => !counted)).toEqual([])
  expect(judgments).toHaveLength(ENTRIES * SLOTS)
  expect(new Set(judgments.map(({ entryId, reviewerId }) => `${entryId} ${reviewerId}`)).size).toBe(ENTRIES * SLOTS)
  const slots = await t.db.assignment.findMany({ select: { judgmentId: true } })
  expect(slots).toHaveLength(ENTRIES * SLOTS)
  expect(slots.every(({ judgmentId }) => judgmentId !== null)).toBe(true)
  expect(await t.db.queueEntry.count({ where: { status: 'CLOSED', verdict: 'PASSED' } })).toBe(ENTRIES)
  await expectNoDrift(t)
}, 120_000)
