import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { seeded } from '../support/chain-rows'
import { testDatabase } from '../support/database'
import { runDesk } from '../support/run-desk'
import {
  expectEachOnce,
  killAgainAndAgain,
  killOneOfTwo,
  poisonedCall,
  skewedClocks,
  standStillPastLease,
  startWorker,
  stopUnderLoad,
  stopWorker,
} from '../support/run-faults'
import { workerProcesses } from '../support/worker-hooks'

// Faults T1 to T4, T8 to T12, T14 and T22 at their true lengths. tests/database/runs has a short cut of each.

const t = testDatabase()
const desk = runDesk(t, { categories: 10 })
workerProcesses()
const MINUTE = 60_000

test('T1: 20 kills over 500 calls', { timeout: 30 * MINUTE }, async () => {
  await killAgainAndAgain(t, desk, {
    ...{ calls: 500, kills: 20, callMs: 300, concurrency: 16, callSeconds: 90, random: seeded(1) },
  })
})

test('T2: a killed worker’s call is made again within two minutes', { timeout: 5 * MINUTE }, async () => {
  expect(await killOneOfTwo(t, desk, 90)).toBeLessThan(2 * MINUTE)
})

test('T3: a worker that stands still past its lease', { timeout: 10 * MINUTE }, async () => {
  await standStillPastLease(t, desk, 90)
})

test('T4: told to stop under load', { timeout: 2 * MINUTE }, async () => {
  expect(await stopUnderLoad(t, desk, 2_000)).toBeLessThan(30_000)
})

test('T8: five minutes of 429 with Retry-After 7', { timeout: 15 * MINUTE }, async () => {
  await desk.setProvider({ maxConcurrent: 16 })
  const stormEnds = Date.now() + 5 * MINUTE
  desk.models.play(() => (Date.now() < stormEnds ? { status: 429, retryAfter: '7' } : {}))
  const runId = await desk.run({ samples: 20 })
  const workers = await Promise.all([startWorker(t, 90), startWorker(t, 90)])
  await desk.waitForEnd(runId, 12 * MINUTE)
  for (const worker of workers) await stopWorker(worker)
  await expectEachOnce(t, runId, 200)
  const refused = desk.models.requests.filter(({ step }) => step.status === 429)
  const first = refused[0]!
  // Calls that were under way when the first refusal was written down ended in one too; after them one call at a time asks.
  const opening = refused.filter(({ at }) => at < first.at + 5_000)
  expect(opening.length).toBeLessThanOrEqual(16)
  const probes = refused.slice(opening.length)
  expect(probes.length).toBeLessThanOrEqual(Math.ceil((5 * MINUTE) / 7_000) + 1)
  for (const [index, { at }] of probes.entries()) {
    const before = [...opening, ...probes][opening.length + index - 1]!
    expect(at - before.doneAt!).toBeGreaterThanOrEqual(7_000)
  }
  const generations = await t.db.generation.findMany({ where: { runId }, select: { attempt: true } })
  expect(generations.every(({ attempt }) => attempt === 1)).toBe(true)
})

test('T9: 30 % of 500s, 10 % of hangs, 5 % of resets', { timeout: 30 * MINUTE }, async () => {
  await desk.setProvider({ maxConcurrent: 16 })
  desk.models.play({
    mix: [
      { share: 0.3, step: { status: 500 } },
      { share: 0.1, step: { fault: 'hang' } },
      { share: 0.05, step: { fault: 'reset' } },
    ],
  })
  const runId = await desk.run({ samples: 10 })
  const worker = await startWorker(t, 5)
  await desk.waitForEnd(runId, 25 * MINUTE)
  await stopWorker(worker)
  const { states } = await desk.state(runId)
  const late = desk.models.requests.filter(({ at, doneAt }) => (doneAt ?? Number.POSITIVE_INFINITY) - at > 6_000)
  expect(late).toHaveLength(0)
  console.info(`T9: ${JSON.stringify(states)}, ${desk.models.requests.length / 100} calls an item`)
  expect((states.APPLIED ?? 0) + (states.FAILED ?? 0)).toBe(100)
  // 45 % of calls fail: 1 / 0.55 = 1.82 calls an item is what any retrying takes.
  expect(desk.models.requests.length / 100).toBeLessThanOrEqual(2)
})

test('T10: a fifth of the answers garbled', { timeout: 10 * MINUTE }, async () => {
  await desk.setProvider({ maxConcurrent: 16 })
  desk.models.play({
    mix: [
      { share: 0.07, step: { fault: 'half-json' } },
      { share: 0.07, step: { fault: 'wrong-schema' } },
      { share: 0.06, step: { fault: 'no-json' } },
    ],
  })
  const runId = await desk.run({ samples: 20 })
  const worker = await startWorker(t, 90)
  await desk.waitForEnd(runId, 8 * MINUTE)
  await stopWorker(worker)
  const rows = await t.db.generation.findMany({
    where: { runId },
    select: { state: true, response: true, produced: true },
  })
  for (const { state, response, produced } of rows) {
    expect(['APPLIED', 'NEEDS_ATTENTION']).toContain(state)
    expect(response).not.toBeNull()
    if (state === 'NEEDS_ATTENTION') expect(produced).toBe(0)
  }
  expect(await t.db.item.count({ where: { searchText: { contains: 'surprise' } } })).toBe(0)
})

test('T11: a refused key stops the run after the calls under way', { timeout: 2 * MINUTE }, async () => {
  await desk.setProvider({ maxConcurrent: 16 })
  desk.models.play({ otherwise: { status: 401, delayMs: 300 } })
  const runId = await desk.run({ samples: 20 })
  const worker = await startWorker(t, 90)
  await desk.waitForEnd(runId, MINUTE)
  await sleep(3_000)
  await stopWorker(worker)
  expect(desk.models.requests.length).toBeLessThanOrEqual(16)
  expect(await desk.state(runId)).toMatchObject({ status: 'PAUSED', cause: 'AUTH' })
})

test('T12: 64 calls at once at the cap of a budget', { timeout: 5 * MINUTE }, async () => {
  await desk.setProvider({ maxConcurrent: 64 })
  desk.models.play({ otherwise: { delayMs: 200 } })
  const budget = 0.2
  const runId = await desk.run({ samples: 30, budget, budgetCalls: null })
  const workers = await Promise.all([startWorker(t, 90), startWorker(t, 90)])
  await desk.waitForEnd(runId, 3 * MINUTE)
  for (const worker of workers) await stopWorker(worker)
  const run = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
  expect(run).toMatchObject({ status: 'PAUSED', pauseCause: 'BUDGET', reservedMicros: 0n })
  expect(Number(run.spentMicros)).toBeLessThanOrEqual(budget * 1e6)
})

test('T14: clocks ten minutes off, and an hour back in the middle', { timeout: 5 * MINUTE }, async () => {
  await skewedClocks(t, desk, { calls: 300, callMs: 200 })
})

test('T22: a call that kills its worker every time', { timeout: 20 * MINUTE }, async () => {
  await poisonedCall(t, desk, { callSeconds: 5, attemptsBefore: 0 })
})
