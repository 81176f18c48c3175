import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { leaseMargin, MAX_CALLS } from '@/lib/core/run/trouble'
import type { TestDatabase } from './database'
import type { RunDesk } from './run-desk'
import { runEnv } from './run-project'
import { startWorkerProcess, type WorkerProcess } from './worker-process'

/** The faults that befall workers, at any length: tests/faults runs them at their true one, tests/database a short cut. */

const workerEnv = (t: TestDatabase, callSeconds: number): Record<string, string> => ({
  ...runEnv(t.url),
  PLUMBLINE_CALL_SECONDS: String(callSeconds),
})

export async function startWorker(t: TestDatabase, callSeconds: number, env: Record<string, string> = {}) {
  const worker = startWorkerProcess({ ...workerEnv(t, callSeconds), ...env })
  await worker.ready
  return worker
}

/** Jobs take their expiry from their queue when they are sent, which is here before the first worker sets it. */
export const expireAfter = (t: TestDatabase, callSeconds: number) =>
  t.db
    .$executeRaw`update pgboss.queue set expire_seconds = ${callSeconds + leaseMargin(callSeconds)} where name = 'call-model'`

/** What a run made, against what its rows say: nothing lost, nothing twice. */
export async function expectEachOnce(t: TestDatabase, runId: string, calls: number): Promise<void> {
  const [sums] = await t.db.$queryRaw<{ applied: number; produced: number; made: number; reserved: bigint }[]>`
    select count(*) filter (where g.state = 'APPLIED')::int as applied, sum(g.produced)::int as produced,
      (select count(*)::int from revisions r join generations mine on mine.id = r.author_id where mine.run_id = ${runId}::uuid) as made,
      (select reserved_micros from generation_runs where id = ${runId}::uuid) as reserved
    from generations g where g.run_id = ${runId}::uuid`
  expect(sums).toMatchObject({ applied: calls, reserved: 0n })
  expect(sums?.made).toBe(sums?.produced)
}

const applied = async (desk: RunDesk, runId: string) => (await desk.state(runId)).states.APPLIED ?? 0

/** T1: the worker is killed again and again while it works; what is left is done by the next. */
export async function killAgainAndAgain(
  t: TestDatabase,
  desk: RunDesk,
  of: { calls: number; kills: number; callMs: number; concurrency: number; callSeconds: number; random: () => number },
): Promise<void> {
  desk.models.play({ otherwise: { delayMs: of.callMs } })
  await desk.setProvider({ maxConcurrent: of.concurrency })
  await expireAfter(t, of.callSeconds)
  const runId = await desk.run({ samples: Math.ceil(of.calls / desk.categoryIds.length) })
  const calls = await t.db.generation.count({ where: { runId } })
  for (let kill = 0; kill < of.kills; kill++) {
    const worker = await startWorker(t, of.callSeconds)
    await sleep(of.random() * of.callMs * 8)
    worker.signal('SIGKILL')
    await worker.ended
  }
  const last = await startWorker(t, of.callSeconds)
  await desk.waitForEnd(runId, 600_000)
  await stopWorker(last)
  await expectEachOnce(t, runId, calls)
  expect(desk.models.requests.length).toBeLessThanOrEqual(calls + of.kills * of.concurrency)
}

/** T2: one worker is killed in the middle of a call, another lives: how long until the call is made again (ms). */
export async function killOneOfTwo(t: TestDatabase, desk: RunDesk, callSeconds: number): Promise<number> {
  desk.models.play({ steps: [{ fault: 'hang' }] })
  await expireAfter(t, callSeconds)
  await desk.setProvider({ maxConcurrent: 1 })
  const runId = await desk.run({ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, 1) } })
  const doomed = await startWorker(t, callSeconds)
  while (desk.models.requests.length === 0) await sleep(20)
  const other = await startWorker(t, callSeconds)
  doomed.signal('SIGKILL')
  await doomed.ended
  const killedAt = Date.now()
  while (desk.models.requests.length === 1 && Date.now() - killedAt < 600_000) await sleep(50)
  const again = Date.now() - killedAt
  await desk.waitForEnd(runId, 60_000)
  await stopWorker(other)
  await expectEachOnce(t, runId, 1)
  return again
}

/** T3: a worker stands still past its lease while another makes its call again; what it brings late is thrown away. */
export async function standStillPastLease(t: TestDatabase, desk: RunDesk, callSeconds: number): Promise<void> {
  desk.models.play({ steps: [{ delayMs: 1_000 }] })
  await expireAfter(t, callSeconds)
  await desk.setProvider({ maxConcurrent: 1 })
  const runId = await desk.run({ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, 1) } })
  const frozen = await startWorker(t, callSeconds)
  while (desk.models.requests.length === 0) await sleep(20)
  frozen.signal('SIGSTOP')
  const other = await startWorker(t, callSeconds)
  await desk.waitForEnd(runId, 600_000)
  await expectEachOnce(t, runId, 1)
  frozen.signal('SIGCONT')
  while (!/thrown away/.test(frozen.output())) await sleep(50)
  await expectEachOnce(t, runId, 1)
  expect(desk.models.requests).toHaveLength(2)
  await stopWorker(frozen)
  await stopWorker(other)
}

/** T4: told to stop under load, a worker begins nothing more, ends within 30 s, and leaves no call behind it. */
export async function stopUnderLoad(t: TestDatabase, desk: RunDesk, callMs: number): Promise<number> {
  desk.models.play({ otherwise: { delayMs: callMs } })
  await desk.setProvider({ maxConcurrent: 8 })
  const runId = await desk.run({ samples: 20 })
  const worker = await startWorker(t, 90)
  while ((await applied(desk, runId)) < 4) await sleep(20)
  const toldAt = Date.now()
  worker.signal('SIGTERM')
  while (!/begins nothing more/.test(worker.output())) await sleep(10)
  const [{ at } = { at: new Date() }] = await t.db.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`
  expect(await worker.ended).toBe(0)
  const took = Date.now() - toldAt
  // A claim that was on its way at that instant may still be written.
  const after = new Date(at.getTime() + 500)
  expect(await t.db.generation.count({ where: { runId, startedAt: { gt: after } } })).toBe(0)
  const { states } = await desk.state(runId)
  expect(states.CALLING ?? 0).toBe(0)
  expect(states.ANSWERED ?? 0).toBe(0)
  return took
}

/** T14: two workers whose clocks are far off, one of them stepping back: nothing is called twice. */
export async function skewedClocks(
  t: TestDatabase,
  desk: RunDesk,
  of: { calls: number; callMs: number },
): Promise<void> {
  desk.models.play({ otherwise: { delayMs: of.callMs } })
  await desk.setProvider({ maxConcurrent: 8 })
  const runId = await desk.run({ samples: Math.ceil(of.calls / desk.categoryIds.length) })
  const calls = await t.db.generation.count({ where: { runId } })
  const workers = await Promise.all([
    startWorker(t, 90, { CLOCK_SKEW_MS: '600000' }),
    startWorker(t, 90, { CLOCK_SKEW_MS: '-600000', CLOCK_STEP_MS: '-3600000', CLOCK_STEP_AFTER_MS: '3000' }),
  ])
  await desk.waitForEnd(runId, 600_000)
  for (const worker of workers) await stopWorker(worker)
  await expectEachOnce(t, runId, calls)
  expect(desk.models.requests).toHaveLength(calls)
}

export async function stopWorker(worker: WorkerProcess): Promise<void> {
  worker.signal('SIGTERM')
  await worker.ended
}

/** T22: a call that kills its worker every time is parked after so many attempts; the others are done. */
export async function poisonedCall(
  t: TestDatabase,
  desk: RunDesk,
  of: { callSeconds: number; attemptsBefore: number },
): Promise<void> {
  await desk.setProvider({ maxConcurrent: 2 })
  await expireAfter(t, of.callSeconds)
  const runId = await desk.run({})
  const poison = await t.db.generation.findFirstOrThrow({ where: { runId, number: 1 }, include: { run: true } })
  await t.db.generation.update({ where: { id: poison.id }, data: { attempt: of.attemptsBefore } })
  const { title } = await t.db.category.findUniqueOrThrow({ where: { id: poison.categoryId! } })
  let kills = 0
  let worker = await startWorker(t, of.callSeconds)
  desk.models.play(({ body }) => {
    if (!JSON.stringify(body).includes(`\\n${title}\\n`)) return {}
    kills += 1
    worker.signal('SIGKILL')
    return { fault: 'hang' }
  })
  const over = async () => (await desk.state(runId)).status !== 'RUNNING'
  while (!(await over())) {
    const gone = await Promise.race([worker.ended.then(() => true), sleep(500).then(() => false)])
    if (gone) worker = await startWorker(t, of.callSeconds)
  }
  await stopWorker(worker)
  const states = await t.db.generation.groupBy({ by: ['state'], where: { runId }, _count: true })
  const calls = desk.categoryIds.length
  expect(Object.fromEntries(states.map((row) => [row.state, row._count]))).toEqual({ APPLIED: calls - 1, FAILED: 1 })
  expect(await t.db.generation.findUniqueOrThrow({ where: { id: poison.id } })).toMatchObject({ errorKind: 'CRASHED' })
  expect(kills).toBe(MAX_CALLS - of.attemptsBefore)
}
