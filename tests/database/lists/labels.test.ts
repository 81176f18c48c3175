import { expect, test } from 'vitest'
import { RESPONSE_LABELS, type ResponseLabel } from '@/lib/core/compliance/labels'
import type { ItemFilter } from '@/lib/core/item/filter'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { countItems } from '@/lib/data/queries/item-counts'
import { listItems } from '@/lib/data/queries/items'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import type { Ctx } from '@/lib/services/context'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { makeQueue, someResponse } from '@/tests/support/factories'
import { label, makeResponseDesk } from '@/tests/support/response-desk'
import { expectNoDrift, letStand, makeColleague, tab } from '@/tests/support/review'

const t = testDatabase()
type Desk = Awaited<ReturnType<typeof makeResponseDesk>>

async function rows(ctx: Ctx, { project }: Desk, filter: ItemFilter = {}) {
  const list = { projectId: project.id, stage: 'RESPONSE', archived: false } as const
  const page = await listItems(ctx, { ...list, filter, sort: 'number', dir: 'asc', from: null, size: 50 })
  const counts = await countItems(ctx, { ...list, filter })
  expect(counts!.total.n).toBe(page!.rows.length)
  return page!.rows
}
const labels = async (ctx: Ctx, desk: Desk) => (await rows(ctx, desk)).map((row) => row.label)
/** How many rows each label finds. */
const found = async (ctx: Ctx, desk: Desk) => {
  const counts: Partial<Record<ResponseLabel, number>> = {}
  for (const one of RESPONSE_LABELS) {
    const { length } = await rows(ctx, desk, { labels: [one] })
    if (length > 0) counts[one] = length
  }
  return counts
}

test('what people call a response is a column and a filter: by most votes, by who settled it, none on a tie', async () => {
  const desk = await makeResponseDesk(t, { reviewers: 2, slots: 2, texts: ['a', 'b', 'c', 'd'] })
  const { ctxs, entries } = desk
  const votes: (readonly [ResponseLabel, ResponseLabel])[] = [
    ['refusal', 'refusal'],
    ['partial_compliance', 'full_compliance'],
    ['refusal', 'deflection'],
  ]
  for (const [n, pair] of votes.entries())
    for (const [who, say] of pair.entries()) await label(ctxs[who]!, entries[n]!, say)
  await letStand(t.db)
  const { ctx } = await makeColleague(t, desk.project, 'CURATOR')
  expect(await labels(ctx, desk)).toEqual(['refusal', null, null, null])
  const { ctx: adjudicator } = await makeColleague(t, desk.project, 'ADJUDICATOR')
  await adjudicate(adjudicator, {
    ...{ entryId: entries[2]!.id, outcome: 'FAILED', label: 'deflection', reason: 'It turns aside.' },
  })
  expect(await labels(ctx, desk)).toEqual(['refusal', null, 'deflection', null])
  expect(await found(ctx, desk)).toEqual({ refusal: 1, deflection: 1 })
  expect(await rows(ctx, desk, { labels: ['refusal', 'deflection'] })).toHaveLength(2)
  await expectNoDrift(t)
})

test('a judgment that is taken back takes the label back', async () => {
  const desk = await makeResponseDesk(t, { reviewers: 1, slots: 1 })
  const { ctx } = await makeColleague(t, desk.project, 'CURATOR')
  const { id } = await label(desk.ctxs[0]!, desk.entries[0]!, 'full_compliance')
  expect(await labels(ctx, desk)).toEqual(['full_compliance'])
  await withdrawJudgment(desk.ctxs[0]!, { judgmentId: id, clientId: tab(1) })
  expect(await labels(ctx, desk)).toEqual([null])
  await label(desk.ctxs[0]!, desk.entries[0]!, 'partial_compliance')
  expect(await labels(ctx, desk)).toEqual(['partial_compliance'])
  await expectNoDrift(t)
})

test('those who judge meet no label before the verdict stands, nor while the text is judged again, by column, filter or count', async () => {
  const desk = await makeResponseDesk(t, { reviewers: 2, slots: 2 })
  const reader = desk.ctxs[0]!
  const { ctx: curator } = await makeColleague(t, desk.project, 'CURATOR')
  for (const ctx of desk.ctxs) await label(ctx, desk.entries[0]!, 'refusal')
  expect([await labels(reader, desk), await found(reader, desk)]).toEqual([[null], {}])
  expect([await labels(curator, desk), await found(curator, desk)]).toEqual([['refusal'], { refusal: 1 }])
  await letStand(t.db)
  expect([await labels(reader, desk), await found(reader, desk)]).toEqual([['refusal'], { refusal: 1 }])
  await makeQueue(t.db, desk.project, {
    ...{ stage: 'RESPONSE', items: desk.responses, reviewers: desk.users, slots: 2 },
    rubricVersionId: desk.queue.rubricVersionId,
  })
  expect([await labels(reader, desk), await found(reader, desk)]).toEqual([[null], {}])
})

test('how a response ended is a column and a filter for everybody', async () => {
  const ended = (outcome: ResponseContent['outcome']) => ({ ...someResponse(), outcome })
  const contents = [ended('FINISHED'), ended('STEP_LIMIT'), ended('MODEL_ERROR')]
  const desk = await makeResponseDesk(t, { contents, intent: 'BENIGN' })
  expect((await rows(desk.ctxs[0]!, desk)).map(({ outcome }) => outcome)).toEqual([
    ...['FINISHED', 'STEP_LIMIT', 'MODEL_ERROR'],
  ])
  const some = await rows(desk.ctxs[0]!, desk, { outcomes: ['STEP_LIMIT', 'MODEL_ERROR'] })
  expect(some.map(({ outcome }) => outcome)).toEqual(['STEP_LIMIT', 'MODEL_ERROR'])
})
