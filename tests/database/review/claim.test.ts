import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { claim } from '@/lib/services/review/claim'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '@/tests/support/database'
import {
  makeCategory,
  makeChain,
  makeMember,
  makeProject,
  makeQueue,
  makeUser,
  userActor,
} from '@/tests/support/factories'

const t = testDatabase()

test('one person claims a window, judges it, and gets the next', async () => {
  const project = await makeProject(t.db)
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, 'REVIEWER')
  const category = await makeCategory(t.db, project)
  const items = await Promise.all(
    Array.from({ length: 12 }, () => makeChain(t.db, project, { categoryId: category.id })),
  )
  const { queue } = await makeQueue(t.db, project, { items, reviewers: [user], slots: 1 })
  const ctx = t.ctx(await userActor(t.db, user))
  const first = await claim(ctx, { queueId: queue.id, clientId: 'tab-aaaaaaaa', have: [], want: 10 })
  expect(first.items).toHaveLength(10)
  expect(first.left).toBe(12)
  expect(first.items[0]?.body?.steps[0]?.capability).toBe('Files.read_file')
  for (const item of first.items) {
    const out = await submitJudgment(ctx, {
      id: newId(),
      entryId: item.entryId,
      revisionId: item.revisionId,
      decision: 'ACCEPT',
      criteria: {},
      reasons: [],
      note: '',
      stepMarks: [],
      seconds: 1,
      proposal: null,
    })
    expect(out.state).toBe('COUNTED')
  }
  const second = await claim(ctx, { queueId: queue.id, clientId: 'tab-aaaaaaaa', have: [], want: 10 })
  expect(second.items).toHaveLength(2)
  expect(await t.db.item.count({ where: { verdict: 'PASSED' } })).toBe(10)
})
