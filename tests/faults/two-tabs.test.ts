import { expect, test } from 'vitest'
import { heartbeat } from '@/lib/services/review/heartbeat'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { answer, claimAs, expectNoDrift, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

test('T15: two tabs of one person, every key pressed five times, and back again: one judgment an item, both tabs agree', async () => {
  const ITEMS = 300
  const { queue, ctxs } = await makeDesk(t, { reviewers: 1, items: ITEMS, queue: { slots: 1 } })
  const ctx = ctxs[0]!
  for (let done = 0; done < ITEMS; ) {
    const { items } = await claimAs(ctx, queue, { clientId: tab('left') })
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) {
      const left = answer(item)
      const right = answer(item, { decision: 'REJECT' })
      const presses = [left, right].flatMap((input) => Array.from({ length: 5 }, () => submitJudgment(ctx, input)))
      const states = (await Promise.all(presses)).map(({ id, state }) => `${id} ${state}`)
      expect(new Set(states.map((state) => state.split(' ')[0])).size).toBe(1)
    }
    const entryIds = items.map(({ entryId }) => entryId)
    expect(await heartbeat(ctx, { queueId: queue.id, clientId: tab('right'), entryIds, showing: null })).toEqual({
      lost: entryIds,
    })
    done += items.length
  }
  expect(await t.db.judgment.count()).toBe(ITEMS)
  const last = await t.db.judgment.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  const undone = await Promise.allSettled(
    ['left', 'right'].map((name) => withdrawJudgment(ctx, { judgmentId: last.id, clientId: tab(name) })),
  )
  expect(undone.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await claimAs(ctx, queue, { clientId: tab('left') })).done).toBe(ITEMS - 1)
  await expectNoDrift(t)
})
