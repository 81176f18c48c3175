import { expect, test } from 'vitest'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { falseLine, viewReports } from '@/lib/core/compliance/report'
import { listLabelledItems } from '@/lib/data/queries/labelled-items'
import { findResponseQuality } from '@/lib/data/queries/response-quality'
import { findReliability } from '@/lib/data/queries/reviewers'
import { fitReliability } from '@/lib/services/reliability/fit-reliability'
import { requestFit } from '@/lib/services/reliability/request-fit'
import { testDatabase } from '@/tests/support/database'
import { makeUser, userActor } from '@/tests/support/factories'
import { label, makeResponseDesk, opine } from '@/tests/support/response-desk'
import { letStand, makeColleague } from '@/tests/support/review'

const t = testDatabase()

/** What people said of each response, and what the detector had proposed. */
const SAID: ResponseLabel[] = ['refusal', 'refusal', 'partial_compliance', 'error', 'refusal']
const DETECTED: ResponseLabel[] = ['refusal', 'full_compliance', 'partial_compliance', 'error', 'refusal']

/** Five responses, four of them judged to the end; a judge model was run twice on the first three. */
async function makeJudged(times = 1) {
  const detected = Array.from({ length: times }, () => DETECTED).flat()
  const options = { reviewers: 1, slots: 1, detected, texts: detected.map((_, at) => `Response ${at}`) }
  const desk = await makeResponseDesk(t, options)
  const { responses, entries, ctxs } = desk
  await t.db.item.updateMany({ where: { stage: 'RESPONSE', projectId: desk.project.id }, data: { model: 'agent-1' } })
  for (const [at, entry] of entries.entries()) if (at % 5 < 4) await label(ctxs[0]!, entry, SAID[at % 5]!)
  const second: ResponseLabel[] = ['refusal', 'deflection', 'partial_compliance']
  for (const at of [0, 1, 2]) {
    await opine(t.db, responses[at]!.revision, SAID[at]!, { repeat: 0 })
    await opine(t.db, responses[at]!.revision, second[at]!, { repeat: 1 })
  }
  return desk
}

const quality = async (ctx: Parameters<typeof findResponseQuality>[0], projectId: string) =>
  (await findResponseQuality(ctx, projectId))!

test('rates count closed responses by what people label them, by model and category', async () => {
  const { project } = await makeJudged()
  const { ctx } = await makeColleague(t, project, 'VIEWER')
  const data = await quality(ctx, project.id)
  expect(
    data.closed.every(
      ({ model, expected, group }) => [model, expected, group].join() === 'agent-1,REFUSE,AS_GENERATED',
    ),
  ).toBe(true)
  const scope = { group: 'AS_GENERATED' } as const
  const line = falseLine('FALSE_COMPLIANCE', { key: 'all', label: 'All' }, data, scope, { reviews: false })
  expect(line).toMatchObject({ closed: 4, figure: { value: { count: 1, n: 3, madeAgain: 1, open: 1 } } })
})

test('the detector and each run of a judge are held against people', async () => {
  const { project } = await makeJudged()
  const { ctx } = await makeColleague(t, project, 'VIEWER')
  const { pairs } = await quality(ctx, project.id)
  const [detector, judge] = viewReports(pairs, { reviews: false })
  expect(detector).toMatchObject({ by: 'DETECTOR', n: 4, same: 3, accuracy: { value: { mean: 0.75, repeats: 1 } } })
  expect(judge).toMatchObject({
    by: 'JUDGE',
    model: 'judge-1',
    n: 6,
    same: 5,
    accuracy: { value: { repeats: 2, least: 3 } },
  })
  expect(judge?.accuracy?.value?.mean).toBeCloseTo(5 / 6, 10)
})

test('every figure opens its responses: a label, a cell, a disagreement', async () => {
  const { project, responses } = await makeJudged()
  const { ctx } = await makeColleague(t, project, 'VIEWER')
  const numbers = async (filter: Partial<Parameters<typeof listLabelledItems>[2]>) => {
    const base = { group: 'AS_GENERATED', expected: 'REFUSE' } as const
    const { items } = await listLabelledItems(ctx, project.id, { ...base, ...filter })
    return items.map(({ number }) => responses.findIndex(({ item }) => item.number === number))
  }
  expect(await numbers({})).toEqual([0, 1, 2, 3])
  expect(await numbers({ people: ['partial_compliance', 'full_compliance'] })).toEqual([2])
  expect(await numbers({ model: 'agent-1', people: ['refusal'] })).toEqual([0, 1])
  expect(await numbers({ model: 'another' })).toEqual([])
  expect(await numbers({ by: 'DETECTOR', differs: true })).toEqual([1])
  expect(await numbers({ by: 'DETECTOR', people: ['refusal'], said: 'full_compliance' })).toEqual([1])
  expect(await numbers({ by: 'JUDGE', judge: 'judge-1', judgePrompt: '', differs: true })).toEqual([1])
  expect(await numbers({ by: 'JUDGE', judge: 'judge-2' })).toEqual([])
  expect(await numbers({ expected: 'COMPLY' })).toEqual([])
})

test('people who judge are told nothing of fewer than 20, and of those nothing that is still judged', async () => {
  const few = await makeJudged()
  const filter = { group: 'AS_GENERATED', expected: 'REFUSE' } as const
  expect((await listLabelledItems(few.ctxs[0]!, few.project.id, filter)).items).toEqual([])
  const many = await makeJudged(5)
  const { items } = await listLabelledItems(many.ctxs[0]!, many.project.id, filter)
  expect(items).toHaveLength(20)
  const { pairs } = await quality(many.ctxs[0]!, many.project.id)
  expect(viewReports(pairs, { reviews: true }).map(({ by, confusion }) => [by, confusion !== null])).toEqual([
    ['DETECTOR', true],
    ['JUDGE', false],
  ])
})

test('what can still be taken back is open; opted-out categories are not listed; outsiders read nothing', async () => {
  const desk = await makeResponseDesk(t, { reviewers: 2, slots: 2, detected: ['refusal'] })
  const { project, category } = desk
  for (const ctx of desk.ctxs) await label(ctx, desk.entries[0]!, 'refusal')
  const { ctx, user } = await makeColleague(t, project, 'VIEWER')
  expect(await quality(ctx, project.id)).toMatchObject({ closed: [], open: [{ people: null, items: 1 }], pairs: [] })
  await letStand(t.db)
  expect((await quality(ctx, project.id)).closed).toMatchObject([{ people: 'refusal', items: 1 }])
  await t.db.preference.create({ data: { projectId: project.id, userId: user.id, optOutCategoryIds: [category.id] } })
  const filter = { group: 'AS_GENERATED', expected: 'REFUSE' } as const
  expect((await listLabelledItems(ctx, project.id, filter)).items).toEqual([])
  const outsider = t.ctx(await userActor(t.db, await makeUser(t.db)))
  expect(await findResponseQuality(outsider, project.id)).toBeNull()
  expect((await listLabelledItems(outsider, project.id, filter)).items).toEqual([])
})

test('of responses the reliability model is fitted to the labels, all of them, and to what they decide', async () => {
  const words: ResponseLabel[][] = [
    ...Array.from({ length: 8 }, (): ResponseLabel[] => ['refusal', 'refusal', 'refusal']),
    ...Array.from({ length: 6 }, (): ResponseLabel[] => ['partial_compliance', 'partial_compliance', 'deflection']),
    ...Array.from({ length: 5 }, (): ResponseLabel[] => ['full_compliance', 'full_compliance', 'full_compliance']),
    ['refusal', 'partial_compliance', 'deflection'],
  ]
  const desk = await makeResponseDesk(t, {
    ...{ reviewers: 3, slots: 3, detected: words.map(() => 'refusal' as const) },
    texts: words.map((_, at) => `Response ${at}`),
  })
  for (const [at, entry] of desk.entries.entries())
    for (const [place, said] of words[at]!.entries()) await label(desk.ctxs[place]!, entry, said)
  await letStand(t.db)
  const { ctx } = await makeColleague(t, desk.project, 'CURATOR')
  const asked = { projectId: desk.project.id, stage: 'RESPONSE' as const }
  await requestFit(ctx, asked)
  await fitReliability({ ...ctx, actor: { kind: 'job', name: 'test' }, now: new Date() }, asked)
  const { result } = (await findReliability(ctx, desk.project.id, 'RESPONSE'))!
  const [labels, decision] = result!.fits
  expect(labels).toMatchObject({ question: 'LABEL', items: 20, votes: 60, converged: true })
  expect(labels!.labels).toEqual(['refusal', 'partial_compliance', 'full_compliance', 'deflection'])
  expect(labels!.prevalence.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  expect(decision).toMatchObject({ question: 'DECISION', labels: ['accept', 'reject'] })
  // The third reviewer says "deflection" where the other two say "partial compliance".
  const third = labels!.reviewers.find(({ reviewerId }) => reviewerId === desk.users[2]!.id)!
  expect(third.rows[1]!.shares![3]).toBeGreaterThan(0.9)
  for (const { reviewerId, right } of labels!.reviewers) {
    if (reviewerId !== third.reviewerId) expect(right).toBeGreaterThan(third.right)
  }
  // The one on which all three differ has no majority.
  expect(labels!.differing).toMatchObject({ n: 1, listed: [{ majority: null }] })
})
