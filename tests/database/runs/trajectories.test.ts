import { beforeEach, expect, test } from 'vitest'
import { listSteps } from '@/lib/core/trajectory/steps'
import { replay } from '@/lib/environment/environment'
import { cancelRun } from '@/lib/services/runs/cancel-run'
import { createRunInput } from '@/lib/services/runs/create-run'
import { previewRun } from '@/lib/services/runs/preview-run'
import { retryFailed } from '@/lib/services/runs/retry-failed'
import { makeAsked, responsesTo, toolsOf } from '../../support/asked'
import { testDatabase } from '../../support/database'
import { makeQueue } from '../../support/factories'
import type { Recorded, Step } from '../../support/model-server'
import { runDesk } from '../../support/run-desk'

const t = testDatabase()
const desk = runDesk(t)
const project = () => ({ id: desk.projectId })
type Request = Omit<Recorded, 'step'>

const SEARCH = { name: 'search_google', arguments: '{"query": "tide times" }' }
const MAIL = {
  name: 'send_gmail',
  arguments: { sender: 'me@example.com', to: 'sam@example.com', subject: 'Tides', body: 'At nine.' },
}
const messagesOf = ({ body }: Request) =>
  body.messages as { role: string; content: string | null; tool_calls?: unknown[] }[]
const turn = (request: Request) => messagesOf(request).filter(({ role }) => role === 'assistant').length
/** One answer a turn; the last for all that follow. */
const inTurns =
  (...steps: Step[]) =>
  (request: Request) =>
    steps[Math.min(turn(request), steps.length - 1)]!

const trajectories = (itemIds: string[], more: object = {}) =>
  desk.run({ task: 'trajectory', targets: { kind: 'ITEMS', itemIds }, ...more })

beforeEach(async () => {
  await desk.start()
})

test('a trajectory goes on call by call, and its stored calls replay to the byte', async () => {
  const asked = await makeAsked(t.db, project())
  const { queue } = await makeQueue(t.db, project(), { stage: 'RESPONSE' })
  desk.models.play(
    inTurns({ calls: [SEARCH, SEARCH], reasoning: 'First I look.' }, { calls: [MAIL] }, { text: 'Sent.' }),
  )
  const runId = await trajectories([asked.item.id], { seed: 77, queueId: queue.id })
  await desk.waitForEnd(runId)

  const [made, ...others] = await responsesTo(t.db, asked.item)
  expect(others).toEqual([])
  expect(made).toMatchObject({
    intent: 'BENIGN',
    origin: 'GENERATED',
    model: 'model-a',
    stepCount: 3,
    quarantined: false,
  })
  expect(made!.revisions).toMatchObject([{ parentRevisionId: asked.revision.id, attempt: 1, authorKind: 'MODEL' }])
  const { content } = made!
  expect(content).toMatchObject({ outcome: 'FINISHED', world: { seed: 77 } })
  expect(content.messages.map(({ role }) => role).join(' ')).toBe('user assistant tool tool assistant tool assistant')
  const steps = listSteps(content)
  expect(steps[0]).toMatchObject({ reasoning: 'First I look.', stop: 'tool_calls' })
  expect(steps[0]!.calls[0]!.arguments).toBe('{"query": "tide times" }')
  const calls = steps.flatMap((step) => step.calls)
  const { observations } = replay(77, calls, ['search_google', 'send_gmail'])
  expect(calls.map(({ result }) => result?.text)).toEqual(observations.map(({ observation }) => observation))
  expect(calls.map(({ result }) => result?.source)).toEqual(['SIMULATED', 'SIMULATED', 'SIMULATED'])

  expect(desk.models.requests).toHaveLength(3)
  const [first, , last] = desk.models.requests
  expect(messagesOf(first!).map(({ role }) => role)).toEqual(['system', 'user'])
  expect(messagesOf(first!)[1]!.content).toBe('Look up the tide times and mail them to sam@example.com.')
  expect((first!.body.tools as object[]).length).toBe(2)
  expect(first!.body).not.toHaveProperty('response_format')
  expect(
    messagesOf(last!)
      .map(({ role }) => role)
      .join(' '),
  ).toBe('system user assistant tool tool assistant tool')
  expect(messagesOf(last!)[2]).toMatchObject({ content: null, tool_calls: [{ id: 'call_0' }, { id: 'call_1' }] })

  const [generation] = await t.db.generation.findMany({ where: { runId }, include: { steps: true } })
  expect(generation).toMatchObject({ state: 'APPLIED', stepsTaken: 3, produced: 1 })
  expect(generation!.steps.map(({ response }) => response).join('')).toContain('First I look.')
  expect(await t.db.generationRun.findUnique({ where: { id: runId } })).toMatchObject({ calls: 3, reservedMicros: 0n })
  expect(await t.db.queueEntry.findMany({ where: { itemId: made!.id } })).toMatchObject([{ queueId: queue.id }])
})

test('what goes wrong with a call is what the model is told, and it goes on', async () => {
  const asked = await makeAsked(t.db, project())
  const wrong = [
    { name: 'search_google', arguments: '{"query": 1 ,}' },
    { name: 'send_gmail', arguments: { to: 'sam@example.com' } },
    { name: 'post_tweet', arguments: { content: 'x' } },
    { name: 'no_such_tool', arguments: {} },
  ]
  desk.models.play(inTurns({ calls: wrong }, { text: 'None of that worked.' }))
  await desk.waitForEnd(await trajectories([asked.item.id]))
  const [made] = await responsesTo(t.db, asked.item)
  const results = listSteps(made!.content)[0]!.calls.map(({ result }) => JSON.parse(result!.text).error.code)
  expect(results).toEqual(['arguments_not_json', 'invalid_arguments', 'tool_not_offered', 'tool_not_offered'])
  expect(listSteps(made!.content)[0]!.calls[0]!.arguments).toBe('{"query": 1 ,}')
  expect(made!.content.outcome).toBe('FINISHED')
})

test.each([
  ['STEP_LIMIT', { calls: [SEARCH] }, { stepLimit: 2 }, 2],
  ['TOKEN_LIMIT', { calls: [SEARCH], usage: { prompt_tokens: 10, completion_tokens: 400 } }, { tokenLimit: 300 }, 1],
  ['TRUNCATED', { text: 'I was just', finish: 'length' }, {}, 1],
  ['FILTERED', { text: '', finish: 'content_filter' }, {}, 1],
  ['REFUSED', { text: 'I’m sorry, but I can’t help with that.', finish: 'refusal' }, {}, 1],
  // That these words refuse is what the rules make of them: who judges the response reads how it ended.
  ['FINISHED', { text: 'I’m sorry, but I can’t help with that.' }, {}, 1],
] as const)('a conversation that ends by %s says so', async (outcome, step, limits, steps) => {
  const asked = await makeAsked(t.db, project())
  desk.models.play({ otherwise: step as Step })
  await desk.waitForEnd(await trajectories([asked.item.id], limits))
  const [made] = await responsesTo(t.db, asked.item)
  expect(made!.content.outcome).toBe(outcome)
  expect(made!.stepCount).toBe(steps)
  expect(desk.models.requests).toHaveLength(steps)
})

test('calls of an answer that broke off are not carried out', async () => {
  const asked = await makeAsked(t.db, project())
  desk.models.play({ otherwise: { calls: [SEARCH, { ...MAIL, arguments: '{"to": "sam@ex' }], finish: 'length' } })
  await desk.waitForEnd(await trajectories([asked.item.id]))
  const [made] = await responsesTo(t.db, asked.item)
  expect(made!.content.messages.map(({ role }) => role)).toEqual(['user', 'assistant'])
})

test('a model that fails in the middle is asked once more, then kept for attention, and goes on when retried', async () => {
  const asked = await makeAsked(t.db, project())
  desk.models.play(inTurns({ calls: [SEARCH] }, { text: '', finish: 'error' }))
  const runId = await trajectories([asked.item.id])
  await desk.waitForEnd(runId)
  const [failed] = await t.db.generation.findMany({ where: { runId } })
  expect(failed).toMatchObject({ state: 'NEEDS_ATTENTION', errorKind: 'MODEL_FAILED', stepsTaken: 1 })
  expect(desk.models.requests).toHaveLength(3)
  expect(await responsesTo(t.db, asked.item)).toEqual([])

  desk.models.forget()
  desk.models.play(inTurns({ text: 'never asked again' }, { text: 'Found them.' }))
  await retryFailed(desk.ctx(), { runId, attention: true })
  await desk.waitForEnd(runId)
  const [made] = await responsesTo(t.db, asked.item)
  expect(desk.models.requests).toHaveLength(1)
  expect(made!.content.messages.at(-1)).toMatchObject({ text: 'Found them.' })
  expect(made!.stepCount).toBe(2)
})

test('the estimate counts a call a step, and learns from those before', async () => {
  const asked = await makeAsked(t.db, project())
  const input = createRunInput.parse({
    ...{ projectId: desk.projectId, providerId: desk.providerId, model: 'model-a', task: 'trajectory' },
    ...{ targets: { kind: 'ITEMS', itemIds: [asked.item.id] }, budgetCalls: 100 },
  })
  const before = await previewRun(desk.ctx(), input)
  expect(before).toMatchObject({ calls: 1, turns: 4, from: 'HALF_THE_LIMIT' })
  desk.models.play(inTurns({ calls: [SEARCH] }, { text: 'Done.' }))
  await desk.waitForEnd(await trajectories([asked.item.id]))
  expect(await previewRun(desk.ctx(), input)).toMatchObject({ turns: 2, outputTokens: 100, from: 'EARLIER_CALLS' })
  expect(await previewRun(desk.ctx(), { ...input, stepLimit: 1 })).toMatchObject({ turns: 1 })
})

test('cancelled between two steps, a conversation goes no further', async () => {
  const asked = await makeAsked(t.db, project(), { tools: toolsOf('search_google') })
  let runId = ''
  let cancelled: Promise<unknown> | null = null
  desk.models.play((request) => {
    if (turn(request) === 1) cancelled ??= cancelRun(desk.ctx(), { runId })
    return { calls: [SEARCH], delayMs: turn(request) === 1 ? 500 : 0 }
  })
  runId = await trajectories([asked.item.id])
  await desk.waitForEnd(runId)
  await cancelled
  await expect.poll(async () => (await desk.state(runId)).states, { timeout: 10_000 }).toEqual({ CANCELLED: 1 })
  expect(desk.models.requests).toHaveLength(2)
})
