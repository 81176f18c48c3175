import { expect, test } from 'vitest'
import type { SettledBy } from '@/lib/core/review/entry-outcome'
import { listItems } from '@/lib/data/queries/items'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import type { Ctx } from '@/lib/services/context'
import { testDatabase } from '@/tests/support/database'
import { expectNoDrift, judge, letStand, makeColleague, makeDesk } from '@/tests/support/review'

const t = testDatabase()

test('a row says what settled it, and is found by it, as soon as its votes may be read and not before', async () => {
  const { project, chains, entries, ctxs, queue } = await makeDesk(t, { reviewers: 3, items: 4 })
  const said = ['AAA', 'AAR', 'ARX', 'AAA'].map((votes) => [...votes])
  const DECISION = { A: 'ACCEPT', R: 'REJECT', X: 'ABSTAIN' } as const
  for (const [n, entry] of entries.entries()) {
    for (const [place, vote] of said[n]!.entries()) {
      await judge(ctxs[place]!, entry, { decision: DECISION[vote as keyof typeof DECISION] })
    }
  }
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  await adjudicate(curator, { entryId: entries[2]!.id, outcome: 'PASSED', reason: 'It holds.' })
  const find = async (ctx: Ctx, settledBy?: SettledBy[]) => {
    const page = await listItems(ctx, {
      ...{ projectId: project.id, stage: 'CHAIN', archived: false, sort: 'number', dir: 'asc', from: null, size: 50 },
      filter: settledBy ? { settledBy } : {},
    })
    return page!.rows.map((row) => [row.number, row.settledBy] as const)
  }
  const numbers = await Promise.all(
    chains.map(async ({ item }) => (await t.db.item.findUniqueOrThrow({ where: { id: item.id } })).number),
  )
  const [first, second, third, fourth] = numbers
  expect(await find(curator)).toEqual([
    [first, 'UNANIMOUS'],
    [second, 'MAJORITY'],
    [third, 'ADJUDICATED'],
    [fourth, 'UNANIMOUS'],
  ])
  expect(await find(curator, ['UNANIMOUS'])).toHaveLength(2)
  expect(await find(curator, ['MAJORITY', 'ADJUDICATED'])).toHaveLength(2)

  // Who judges reads no votes that can still be taken back, by column or filter; an adjudication is final.
  expect(await find(ctxs[0]!, ['UNANIMOUS', 'MAJORITY'])).toEqual([])
  expect((await find(ctxs[0]!)).map(([, settledBy]) => settledBy)).toEqual([null, null, 'ADJUDICATED', null])
  await letStand(t.db)
  expect(await find(ctxs[0]!, ['MAJORITY'])).toEqual([[second, 'MAJORITY']])
  // Judged again elsewhere: hidden again.
  await t.db.queueEntry.create({
    data: {
      ...{ id: crypto.randomUUID(), projectId: project.id, queueId: (await otherQueue(queue.id)).id, curation: true },
      ...{ itemId: entries[1]!.itemId, revisionId: entries[1]!.revisionId },
    },
  })
  expect(await find(ctxs[0]!, ['MAJORITY'])).toEqual([])
  expect(await find(curator, ['MAJORITY'])).toEqual([[second, 'MAJORITY']])
  await expectNoDrift(t)
})

async function otherQueue(queueId: string) {
  const {
    id: _,
    createdAt: __,
    filter: ___,
    ...queue
  } = await t.db.reviewQueue.findUniqueOrThrow({
    where: { id: queueId },
  })
  return t.db.reviewQueue.create({ data: { ...queue, id: crypto.randomUUID(), name: 'Again' } })
}
