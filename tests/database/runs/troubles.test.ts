import { expect, test } from 'vitest'
import { boundTokens, maxCost } from '@/lib/core/model/prices'
import { outputJsonSchema } from '@/lib/core/prompt/tasks'
import { MAX_CALLS } from '@/lib/core/run/trouble'
import { cancelRun } from '@/lib/services/runs/cancel-run'
import { keepRunsGoing } from '@/lib/services/runs/keep-runs-going'
import { pauseRun } from '@/lib/services/runs/pause-run'
import { resumeRun } from '@/lib/services/runs/resume-run'
import { retryFailed } from '@/lib/services/runs/retry-failed'
import { testDatabase } from '../../support/database'
import { runDesk } from '../../support/run-desk'
import { waitFor } from '../../support/wait-for'

const t = testDatabase()
const desk = runDesk(t, { categories: 6 })

const requests = () => desk.models.requests
const first = (runId: string) => t.db.generation.findFirstOrThrow({ where: { runId }, orderBy: { number: 'asc' } })

/** Micro-dollars that a call of the run was made to reserve, at most. */
async function mostOfOneCall(runId: string): Promise<number> {
  const run = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  const price = { inputPerMillion: String(run.inputPrice), outputPerMillion: String(run.outputPrice) }
  const schema = JSON.stringify(outputJsonSchema('chain-synthesis'))
  const made = await t.db.generation.findMany({ where: { runId, attempt: { gt: 0 } }, select: { request: true } })
  const costs = made.map(({ request }) => {
    const { messages } = request as { messages: { content: string }[] }
    return maxCost(boundTokens([JSON.stringify(messages), schema]), run.maxOutputTokens, price) ?? 0
  })
  return Math.max(...costs)
}

test('a rate limit holds every call of the provider back until it allows, and uses up no attempt', async () => {
  desk.models.play({ steps: [{ status: 429, retryAfter: '2' }] })
  await desk.setProvider({ maxConcurrent: 1 })
  const runId = await desk.run({})
  await desk.start()
  await desk.waitForEnd(runId)
  expect((await desk.state(runId)).states).toEqual({ APPLIED: 6 })
  const [refused, ...later] = requests()
  expect(later).toHaveLength(6)
  for (const { at } of later) expect(at - refused!.doneAt!).toBeGreaterThanOrEqual(2_000)
  const generations = await t.db.generation.findMany({ where: { runId } })
  expect(generations.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1, 1, 1])
  await desk.setProvider({ maxConcurrent: 8 })
})

test.each([
  ['a refused key', 'AUTH', { status: 401 }],
  ['an empty account', 'QUOTA', { status: 429, code: 'insufficient_quota' }],
])('%s pauses the run with one clear message, and resuming goes on', async (_, cause, step) => {
  desk.models.play({ otherwise: step })
  const runId = await desk.run({})
  await desk.start()
  await desk.waitForEnd(runId)
  await desk.waitForCalm(runId)
  expect(await desk.state(runId)).toMatchObject({ status: 'PAUSED', cause })
  expect(requests().length).toBeLessThanOrEqual(8)
  const { pauseMessage } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  expect(pauseMessage).toMatch(/What came is kept/)
  desk.models.play({})
  await resumeRun(desk.ctx(), { runId })
  await desk.waitForEnd(runId)
  expect((await desk.state(runId)).states).toEqual({ APPLIED: 6 })
})

test('failures of the provider are tried again, and given up after so many calls', async () => {
  desk.models.play({ otherwise: { status: 500 } })
  await desk.setProvider({ maxConcurrent: 1 })
  const runId = await desk.run({ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, 1) } })
  await desk.start()
  for (let call = 1; call < MAX_CALLS; call++) {
    await waitFor(
      `call ${call}`,
      async () => (await first(runId)).attempt === call && (await first(runId)).state === 'WAITING',
    )
    await t.db.$executeRaw`update generations set due_at = now() where run_id = ${runId}::uuid and state = 'WAITING'`
  }
  await desk.waitForEnd(runId)
  expect(await first(runId)).toMatchObject({ state: 'FAILED', errorKind: 'SERVER', attempt: MAX_CALLS })
  desk.models.play({})
  await retryFailed(desk.ctx(), { runId, attention: true })
  await t.db.$executeRaw`update rate_limits set not_before = null`
  await desk.waitForEnd(runId)
  expect((await desk.state(runId)).states).toEqual({ APPLIED: 1 })
  await desk.setProvider({ maxConcurrent: 8 })
})

test('an answer in the wrong form is repaired once, then kept for attention; nothing of it becomes a text', async () => {
  desk.models.play({ otherwise: { fault: 'wrong-schema' } })
  const before = await t.db.item.count()
  const runId = await desk.run({ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, 1) } })
  await desk.start()
  await desk.waitForEnd(runId)
  const generation = await first(runId)
  expect(generation).toMatchObject({ state: 'NEEDS_ATTENTION', errorKind: 'UNREADABLE', repairs: 1, attempt: 2 })
  expect(generation.response).toContain('surprise')
  expect(requests()).toHaveLength(2)
  expect(JSON.stringify(requests()[1]?.body)).toContain('could not be read')
  expect(await t.db.item.count()).toBe(before)
})

test('an answer that is repaired is used', async () => {
  desk.models.play({ steps: [{ fault: 'half-json' }] })
  const runId = await desk.run({ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, 1) } })
  await desk.start()
  await desk.waitForEnd(runId)
  expect(await first(runId)).toMatchObject({ state: 'APPLIED', repairs: 1 })
})

test('a repair that fails on the way begins anew with the first question, not with what failed', async () => {
  desk.models.play({ steps: [{ fault: 'wrong-schema' }, { status: 500 }, { fault: 'wrong-schema' }] })
  const runId = await desk.run({ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, 1) } })
  await desk.start()
  await desk.waitForEnd(runId)
  expect(await first(runId)).toMatchObject({ state: 'APPLIED', repairs: 1 })
  const asked = requests().map(({ body }) => JSON.stringify(body).includes('could not be read'))
  expect(asked).toEqual([false, true, false, true])
})

test('a budget of money is never passed: the run pauses before the call that might, and goes on with more', async () => {
  const runId = await desk.run({ budget: 0.02, budgetCalls: null, samples: 10 })
  await desk.start()
  await desk.waitForEnd(runId)
  await desk.waitForCalm(runId)
  const run = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  expect(run).toMatchObject({ status: 'PAUSED', pauseCause: 'BUDGET', reservedMicros: 0n })
  expect(run.spentMicros).toBeLessThanOrEqual(20_000n)
  // Not before what was held for the calls under way was free again: what is left is too little for even one more.
  expect(run.spentMicros).toBeGreaterThan(20_000n - BigInt(await mostOfOneCall(runId)))
  await resumeRun(desk.ctx(), { runId, budget: 10 })
  await desk.waitForEnd(runId)
  expect((await desk.state(runId)).states).toEqual({ APPLIED: 60 })
})

test('a budget of calls is used up to the last one', async () => {
  const runId = await desk.run({ budgetCalls: 4 })
  await desk.start()
  await desk.waitForEnd(runId)
  await waitFor('calls under way to end', async () => (await desk.state(runId)).states.APPLIED === 4)
  expect(requests()).toHaveLength(4)
})

test('what a project may spend a day stops its runs', async () => {
  await t.db.project.update({ where: { id: desk.projectId }, data: { settings: { dailySpendLimit: 0.01 } } })
  const runId = await desk.run({ samples: 5 })
  await desk.start()
  await desk.waitForEnd(runId)
  const { pauseMessage, spentMicros } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  expect(pauseMessage).toMatch(/limit of this project/)
  expect(spentMicros).toBeLessThanOrEqual(10_000n)
  await t.db.project.update({ where: { id: desk.projectId }, data: { settings: {} } })
})

test('paused, no further call begins; resumed, it goes on; cancelled, the rest is dropped and what came stays', async () => {
  desk.models.play({ otherwise: { delayMs: 100 } })
  await desk.setProvider({ maxConcurrent: 2 })
  const runId = await desk.run({ samples: 10 })
  await desk.start()
  await waitFor('some answers', async () => ((await desk.state(runId)).states.APPLIED ?? 0) >= 4)
  await pauseRun(desk.ctx(), { runId })
  await waitFor('calls under way to end', async () => {
    const { states } = await desk.state(runId)
    return !states.CALLING && !states.ANSWERED && !states.QUEUED
  })
  const made = requests().length
  expect(await keepRunsGoing(desk.ctx())).toBe(0)
  expect(requests()).toHaveLength(made)
  await resumeRun(desk.ctx(), { runId })
  await waitFor('more answers', async () => requests().length > made + 2)
  await cancelRun(desk.ctx(), { runId })
  await waitFor('calls under way to end', async () => {
    const { states } = await desk.state(runId)
    return (states.APPLIED ?? 0) + (states.CANCELLED ?? 0) === 60
  })
  expect((await desk.state(runId)).status).toBe('CANCELLED')
  await desk.setProvider({ maxConcurrent: 8 })
})

test('never more calls at once than the provider allows, with two workers', async () => {
  desk.models.play({ otherwise: { delayMs: 60 } })
  await desk.setProvider({ maxConcurrent: 3 })
  const runId = await desk.run({ samples: 10 })
  await desk.start()
  await desk.start()
  await desk.waitForEnd(runId)
  expect((await desk.state(runId)).states).toEqual({ APPLIED: 60 })
  expect(desk.models.peak()).toBeLessThanOrEqual(3)
  expect(requests()).toHaveLength(60)
  await desk.setProvider({ maxConcurrent: 8 })
})

test('no more calls a minute than the provider takes', async () => {
  await desk.setProvider({ requestsPerMinute: 4 })
  const runId = await desk.run({})
  await desk.start()
  await waitFor('the first minute’s calls', async () => (await desk.state(runId)).states.APPLIED === 4)
  await desk.waitForCalm(runId)
  expect(await keepRunsGoing(desk.ctx())).toBe(0)
  expect(requests()).toHaveLength(4)
  await t.db.$executeRaw`update rate_limits set window_start = now() - interval '2 minutes' where key like 'provider:%'`
  await t.db.$executeRaw`update generations set due_at = now() where run_id = ${runId}::uuid and state = 'WAITING'`
  await desk.waitForEnd(runId)
  expect(requests()).toHaveLength(6)
  await desk.setProvider({ requestsPerMinute: null })
})

test('the breaker: a provider that fails again and again is left alone by every worker, then tried by one call', async () => {
  desk.models.play({ otherwise: { status: 503 } })
  const runId = await desk.run({ samples: 5 })
  await desk.start()
  await desk.start()
  await waitFor('the breaker', async () => {
    const [pace] = await t.db.$queryRaw<
      { open: boolean }[]
    >`select not_before > now() as open from rate_limits where key like 'provider:%'`
    return pace?.open
  })
  await desk.waitForCalm(runId)
  const made = requests().length
  expect(made).toBeLessThanOrEqual(16)
  expect(await keepRunsGoing(desk.ctx())).toBe(0)
  expect(requests()).toHaveLength(made)
  desk.models.play({})
  await t.db.$executeRaw`update rate_limits set not_before = null`
  await t.db.$executeRaw`update generations set due_at = now() where run_id = ${runId}::uuid and state = 'WAITING'`
  await desk.waitForEnd(runId)
  expect((await desk.state(runId)).states).toEqual({ APPLIED: 30 })
})
