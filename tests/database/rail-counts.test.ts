import { expect, test } from 'vitest'
import { countContested } from '@/lib/data/queries/adjudication'
import { countItems } from '@/lib/data/queries/item-counts'
import { findRailCounts } from '@/lib/data/queries/rail-counts'
import { listMyQueues } from '@/lib/data/queries/review'
import { testDatabase } from '../support/database'
import { makeCategory, makeChain, makeInstruction, userActor } from '../support/factories'
import { judge, letStand, makeColleague, makeDesk } from '../support/review'

const t = testDatabase()

test('the rail counts what the reader’s own pages count, and leaves away what they have no page for', async () => {
  const { project, users, entries, ctxs } = await makeDesk(t, { items: 4, reviewers: 2, queue: { slots: 2 } })
  await makeInstruction(t.db, project)
  const elsewhere = await makeDesk(t, { items: 3 })
  expect(await findRailCounts(ctxs[0]!, project.id)).toEqual({
    ...{ chains: { n: 4, more: false }, instructions: { n: 1, more: false }, responses: { n: 0, more: false } },
    ...{ review: { n: 4, more: false }, adjudication: null, flags: null, runs: null },
  })
  expect(await findRailCounts(ctxs[0]!, elsewhere.project.id)).toBeNull()

  await judge(ctxs[0]!, entries[0]!, { decision: 'ACCEPT' })
  await judge(ctxs[1]!, entries[0]!, { decision: 'REJECT', reasons: ['idle_step'] })
  const [queue] = await listMyQueues(ctxs[0]!, project.id)
  expect(await findRailCounts(ctxs[0]!, project.id)).toMatchObject({ review: { n: queue!.left } })

  const curator = await makeColleague(t, project, 'CURATOR')
  const settling = async () => (await findRailCounts(curator.ctx, project.id))!.adjudication!.n
  expect(await settling()).toBe((await countContested(curator.ctx, project.id))!.total)
  // Who could still judge it anew does not learn that it is contested.
  await t.db.queueReviewer.create({ data: { queueId: entries[0]!.queueId, userId: curator.user.id } })
  const judging = t.ctx(await userActor(t.db, curator.user))
  expect(await findRailCounts(judging, project.id)).toMatchObject({
    adjudication: { n: 0 },
    flags: { n: 0 },
    runs: { n: 0 },
  })
  await letStand(t.db)
  expect(await findRailCounts(judging, project.id)).toMatchObject({ adjudication: { n: 1 } })

  const hidden = await makeCategory(t.db, project)
  await makeChain(t.db, project, { categoryId: hidden.id })
  await t.db.preference.create({
    data: { projectId: project.id, userId: users[0]!.id, optOutCategoryIds: [hidden.id] },
  })
  const listed = (await countItems(ctxs[0]!, { projectId: project.id, stage: 'CHAIN', filter: {}, archived: false }))!
  expect(await findRailCounts(ctxs[0]!, project.id)).toMatchObject({ chains: listed.total })
  expect(listed.total.n).toBe(4)
  expect(await findRailCounts(curator.ctx, project.id)).toMatchObject({ chains: { n: 5 } })
})
