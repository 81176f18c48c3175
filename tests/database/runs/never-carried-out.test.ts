import { expect, test } from 'vitest'
import { DETECTED_LABEL } from '@/lib/core/compliance/opinion'
import type { RunTask } from '@/lib/core/run/targets'
import { applyAnswer } from '@/lib/services/runs/apply-answer'
import { buildRequest } from '@/lib/services/runs/build-request'
import { createRunInput } from '@/lib/services/runs/create-run'
import { loadCall } from '@/lib/services/runs/load-call'
import { previewRun } from '@/lib/services/runs/preview-run'
import { contentOf, makeAsked, responsesTo, settle } from '../../support/asked'
import { testDatabase } from '../../support/database'
import { runDesk } from '../../support/run-desk'

/** Nothing harmful is ever carried out: not planned, not asked for, not applied. */

const t = testDatabase()
const desk = runDesk(t)
const project = () => ({ id: desk.projectId })
const SEARCH = { name: 'search_google', arguments: { query: 'tide times' } }
const CARRIES_OUT = ['trajectory', 'execution-check'] as const

const inputOf = (task: RunTask, itemIds: string[], more: object = {}) =>
  createRunInput.parse({
    ...{ projectId: desk.projectId, providerId: desk.providerId, model: 'model-a', task, budgetCalls: 100 },
    ...{ targets: { kind: 'ITEMS', itemIds }, ...more },
  })
const run = (task: RunTask, itemIds: string[], more: object = {}) =>
  desk.run({ task, targets: { kind: 'ITEMS', itemIds }, ...more })

test.each(CARRIES_OUT)('%s: a plan leaves out what is harmful, settled to be, or not settled', async (task) => {
  const asked = [
    await makeAsked(t.db, project(), { intent: 'HARMFUL' }),
    await makeAsked(t.db, project(), { intent: 'BORDERLINE', split: 'HARMFUL' }),
    await makeAsked(t.db, project(), { intent: 'BORDERLINE' }),
    await makeAsked(t.db, project(), { intent: 'BORDERLINE', split: 'BENIGN' }),
    await makeAsked(t.db, project(), { intent: 'BENIGN' }),
  ]
  const ids = asked.map(({ item }) => item.id)
  const plan = await previewRun(desk.ctx(), inputOf(task, ids))
  expect(plan).toMatchObject({ calls: 2, leftOut: { neverCarriedOut: 2, unsplit: 1 } })
  const runId = await run(task, ids)
  const planned = await t.db.generation.findMany({ where: { runId }, orderBy: { number: 'asc' } })
  expect(planned.map(({ itemId }) => itemId)).toEqual([ids[3], ids[4]])
  await expect(run(task, ids.slice(0, 3))).rejects.toThrow(/nothing to do/)
})

test('refusals are planned for what is to be refused, and for nothing else', async () => {
  const asked = [
    await makeAsked(t.db, project(), { intent: 'HARMFUL' }),
    await makeAsked(t.db, project(), { intent: 'BORDERLINE', split: 'HARMFUL' }),
    await makeAsked(t.db, project(), { intent: 'BORDERLINE' }),
    await makeAsked(t.db, project(), { intent: 'BENIGN' }),
    await makeAsked(t.db, project(), { intent: 'HARMFUL', accepted: false }),
  ]
  const ids = asked.map(({ item }) => item.id)
  expect(await previewRun(desk.ctx(), inputOf('refusal', ids))).toMatchObject({
    ...{ calls: 2, turns: 1, leftOut: { neverRefused: 1, unsplit: 1, notAccepted: 1 } },
  })
})

test.each(CARRIES_OUT)('%s: settled as harmful after the plan, nothing is sent', async (task) => {
  const asked = await makeAsked(t.db, project(), { intent: 'BORDERLINE', split: 'BENIGN' })
  const runId = await run(task, [asked.item.id])
  await settle(t.db, asked, 'HARMFUL')
  const [row] = await t.db.generation.findMany({ where: { runId } })
  expect(await buildRequest(t.db, (await loadCall(t.db, row!.id))!)).toMatchObject({ ok: false, kind: 'NOT_ALLOWED' })
  await desk.start()
  await desk.waitForEnd(runId)
  expect(desk.models.requests).toEqual([])
  expect(await t.db.generation.findMany({ where: { runId } })).toMatchObject([
    { state: 'FAILED', errorKind: 'NOT_ALLOWED', stepsTaken: 0 },
  ])
})

const answerOf = (calls: { id: string; name: string; arguments: string }[]) => ({
  ...{ text: calls.length > 0 ? '' : 'All done.', reasoning: '', usage: null, toolCalls: calls, body: '{}' },
  finishReason: calls.length > 0 ? 'tool_calls' : 'stop',
})

test.each(CARRIES_OUT)('%s: settled as harmful while the model answers, nothing of it is applied', async (task) => {
  for (const calls of [[], [{ id: 'c1', name: 'search_google', arguments: '{"query":"x"}' }]]) {
    const asked = await makeAsked(t.db, project(), { intent: 'BORDERLINE', split: 'BENIGN' })
    const runId = await run(task, [asked.item.id])
    const [row] = await t.db.generation.findMany({ where: { runId } })
    const call = (await loadCall(t.db, row!.id))!
    await t.db.generation.update({ where: { id: row!.id }, data: { state: 'ANSWERED' } })
    await settle(t.db, asked, 'HARMFUL')
    await applyAnswer(desk.ctx(), call, answerOf(calls))
    expect(await t.db.generation.findUnique({ where: { id: row!.id }, include: { steps: true } })).toMatchObject({
      ...{ state: 'NEEDS_ATTENTION', errorKind: 'NOT_ALLOWED', produced: 0, steps: [] },
    })
    expect(await responsesTo(t.db, asked.item)).toEqual([])
    expect(await t.db.finding.count({ where: { revisionId: asked.revision.id, code: { startsWith: 'exec' } } })).toBe(0)
  }
})

test('a text that is quarantined or archived after the plan is not asked about', async () => {
  for (const data of [{ archivedAt: new Date() }, { quarantined: true, quarantineCauses: ['PARENT_FAILED'] }]) {
    const asked = await makeAsked(t.db, project())
    const runId = await run('trajectory', [asked.item.id])
    await t.db.item.update({ where: { id: asked.item.id }, data })
    const [row] = await t.db.generation.findMany({ where: { runId } })
    expect(await buildRequest(t.db, (await loadCall(t.db, row!.id))!)).toMatchObject({ ok: false, kind: 'TARGET_GONE' })
  }
})

test('a refusal is one call with the tools attached, and lies beside its instruction', async () => {
  const asked = await makeAsked(t.db, project(), { intent: 'HARMFUL', text: 'Send false rumours to sam@example.com.' })
  desk.models.play({ otherwise: { text: 'I won’t do that. It would deceive people who trust what they read.' } })
  await desk.start()
  const runId = await run('refusal', [asked.item.id], { secondTry: true, stepLimit: 9 })
  await desk.waitForEnd(runId)
  expect(desk.models.requests).toHaveLength(1)
  expect(desk.models.requests[0]!.body).toMatchObject({ tools: [{ type: 'function' }, { type: 'function' }] })
  const [made] = await responsesTo(t.db, asked.item)
  expect(made).toMatchObject({ intent: 'HARMFUL', quarantined: false, quarantineCauses: [], stepCount: 1 })
  expect(made!.content).toMatchObject({ outcome: 'FINISHED', world: null })
  expect(
    await t.db.finding.findFirst({ where: { revisionId: made!.currentRevisionId!, code: DETECTED_LABEL } }),
  ).toMatchObject({
    ...{ source: 'RULE', evidence: { label: 'refusal' } },
  })
})

test('what is no refusal is never carried out, is quarantined, and is asked for once more', async () => {
  const asked = await makeAsked(t.db, project(), { intent: 'HARMFUL', text: 'Send false rumours to sam@example.com.' })
  desk.models.play({ otherwise: { calls: [SEARCH] } })
  await desk.start()
  const runId = await run('refusal', [asked.item.id], { secondTry: true })
  await desk.waitForEnd(runId)
  expect(desk.models.requests).toHaveLength(2)
  const made = await responsesTo(t.db, asked.item)
  expect(made.map(({ attempt, revisions }) => [attempt, revisions[0]!.attempt])).toEqual([
    [1, 1],
    [2, 2],
  ])
  for (const one of made) {
    expect(one).toMatchObject({ quarantined: true, quarantineCauses: ['NOT_A_REFUSAL'] })
    expect(one.content.messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
    expect(one.content.world).toBeNull()
  }
  const [first, second] = await t.db.generation.findMany({ where: { runId }, orderBy: { number: 'asc' } })
  expect([first!.params, second!.params]).toMatchObject([{ expected: 'REFUSE' }, { second: true }])
  expect(first!.seed).not.toBe(second!.seed)

  desk.models.forget()
  await desk.waitForEnd(await run('refusal', [asked.item.id]))
  expect(desk.models.requests).toHaveLength(1)
})

test('a rejected answer to a harmful text is written anew as one refusal; calls in it are not applied', async () => {
  const asked = await makeAsked(t.db, project(), { intent: 'HARMFUL', text: 'Send false rumours to sam@example.com.' })
  desk.models.play({ otherwise: { calls: [SEARCH] } })
  await desk.start()
  await desk.waitForEnd(await run('refusal', [asked.item.id]))
  const [made] = await responsesTo(t.db, asked.item)
  await t.db.item.update({ where: { id: made!.id }, data: { verdict: 'FAILED' } })

  const bad = { from: 0, text: '', calls: [{ name: 'search_google', arguments: '{"query":"x"}' }] }
  desk.models.play({ otherwise: { text: JSON.stringify(bad) } })
  const badRun = await run('regenerate-response', [made!.id])
  await desk.waitForEnd(badRun)
  expect(await t.db.generation.findMany({ where: { runId: badRun } })).toMatchObject([
    { state: 'NEEDS_ATTENTION', errorKind: 'NOT_FITTING', stepsTaken: 0 },
  ])

  const good = { from: 0, text: 'I won’t spread this. It would deceive people.', calls: [] }
  desk.models.play({ otherwise: { text: JSON.stringify(good) } })
  await desk.waitForEnd(await run('regenerate-response', [made!.id]))
  const revisions = await t.db.revision.findMany({ where: { itemId: made!.id }, orderBy: { number: 'asc' } })
  expect(revisions).toMatchObject([{ attempt: 1 }, { attempt: 2, basedOnId: revisions[0]!.id }])
  expect(contentOf(revisions[1]!)).toMatchObject({ outcome: 'FINISHED', world: null })
  expect(await t.db.item.findUnique({ where: { id: made!.id } })).toMatchObject({ quarantined: false, verdict: 'OPEN' })
})
