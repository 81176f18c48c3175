import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import {
  type Answer,
  everySo,
  findLost,
  type House,
  lengthOf,
  openHouse,
  openVoting,
  withPlain,
} from '../support/fault-house'
import { isHealthy, readHealth } from '../support/health'
import { type ModelServer, startModelServer } from '../support/model-server'
import { findChild, WEB, WORKER } from '../support/processes'
import { expectNoDrift } from '../support/review'
import { makeRunProject } from '../support/run-project'
import { waitFor } from '../support/wait-for'

/** Faults T5 to T7: the real web server and worker on a PostgreSQL that goes away, drops connections, or has none left. */

let house: House
let models: ModelServer

beforeAll(async () => {
  house = await openHouse()
  models = await startModelServer()
})
afterAll(async () => {
  await house?.stop()
  await models?.close()
})

const percentile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const statuses = (answers: readonly Answer[]) => {
  const counts: Record<string, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

test('T5: PostgreSQL stopped as by a crash for 20 s, in the middle of a run and under votes', {
  timeout: 300_000,
}, async () => {
  const { t, plumbline } = house
  models.play({ otherwise: { delayMs: 500 } })
  const place = await makeRunProject(t, models.url, 10)
  const whole = createRunInput.parse({
    ...{ projectId: place.projectId, providerId: place.providerId, model: 'model-a', task: 'chain-synthesis' },
    ...{ targets: { kind: 'CATEGORIES', categoryIds: place.categoryIds }, samples: 20, budgetCalls: 10_000 },
  })
  const { runId } = await createRun(t.ctx(place.actor), whole)
  const voting = await openVoting(house, { reviewers: 4, items: 300 })
  const web = await waitFor('the web server', () => findChild(plumbline.pid, WEB))
  const worker = await waitFor('the worker', () => findChild(plumbline.pid, WORKER))
  const seen: { at: number; answer: Answer }[] = []
  const votes = everySo(10, async () => {
    const at = Date.now()
    const sent = await voting.vote()
    if (sent) seen.push({ at, answer: sent.first })
  })
  await waitFor('calls that were applied', async () => (await applied(runId)) > 10, 30_000)
  await sleep(2_000)

  await house.crash()
  const down = Date.now()
  await sleep(500)
  const health = await readHealth(plumbline.url)
  expect(health).toMatchObject({ status: 503, retryAfter: expect.any(String) })
  for (const address of ['/', '/sign-in', '/some-project/chains']) {
    const page = await fetch(`${plumbline.url}${address}`, {
      ...{ headers: { Accept: 'text/html' }, redirect: 'manual', signal: AbortSignal.timeout(8_000) },
    })
    console.info(`T5: ${address} while it is away: ${page.status}, Retry-After ${page.headers.get('retry-after')}`)
    expect(page.status).toBe(503)
    expect(await page.text()).toMatch(/database does not answer[\s\S]*saved before is kept[\s\S]*asks again every/)
  }
  await sleep(19_500)
  const up = Date.now()
  await house.revive()
  await waitFor('answers', () => isHealthy(plumbline.url), 10_000)
  const back = Date.now() - up
  await sleep(3_000)
  await votes.stop()

  const away = seen.filter(({ at }) => at > down + 100 && at < up - 6_000).map(({ answer }) => answer)
  const after = seen.filter(({ at }) => at > up + 10_000).map(({ answer }) => answer)
  console.info(
    `T5: back after ${back} ms; while away ${JSON.stringify(statuses(away))}, p95 ${percentile(
      away.map(({ ms }) => ms),
      0.95,
    ).toFixed(0)} ms; ${voting.acknowledged.size} acknowledged`,
  )
  expect(away.length).toBeGreaterThan(50)
  expect(statuses(away)).toEqual({ 503: away.length })
  expect(away.every(({ retryAfter }) => retryAfter !== null)).toBe(true)
  expect(away[0]!.message).toMatch(/database does not answer.*try again/)
  expect(after.every(({ status }) => status === 200)).toBe(true)
  expect(await findLost(house, voting.acknowledged)).toEqual([])
  // Both outlived it, and the worker goes on where it was.
  expect(findChild(plumbline.pid, WEB)).toBe(web)
  expect(findChild(plumbline.pid, WORKER)).toBe(worker)
  await waitFor('the run to end', async () => (await applied(runId)) === 200, 120_000)
  await expectNoDrift(t)
})

const applied = (runId: string) => house.t.db.generation.count({ where: { runId, state: 'APPLIED' } })

test('T6: connections cut five times a second, under votes', { timeout: 300_000 }, async () => {
  const seconds = lengthOf('PLUMBLINE_T6_SECONDS', 60)
  const voting = await openVoting(house, { reviewers: 4, items: seconds * 5 })
  const answers: { first: Answer; last: Answer }[] = []
  const votes = everySo(20, async () => {
    const sent = await voting.vote()
    if (sent) answers.push(sent)
  })
  let cut = 0
  await withPlain(house.t.url, async (client) => {
    const cuts = everySo(5, async () => {
      const { rows } = await client.query(
        `select pg_terminate_backend(pid) from (
           select pid from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
           order by random() limit 1) as one`,
      )
      cut += rows.length
    })
    await sleep(seconds * 1_000)
    await cuts.stop()
  })
  await votes.stop()
  const failed = answers.filter(({ last }) => last.status !== 200)
  const once = answers.filter(({ first }) => first.status !== 200)
  console.info(
    `T6: ${cut} connections cut, ${answers.length} votes, ${once.length} failed at first ${JSON.stringify(statuses(once.map(({ first }) => first)))}, ${failed.length} after one retry; p95 ${percentile(
      answers.map(({ first }) => first.ms),
      0.95,
    ).toFixed(0)} ms`,
  )
  expect(cut).toBeGreaterThan(seconds * 3)
  expect(answers.length).toBeGreaterThan(seconds * 10)
  expect(failed.length / answers.length).toBeLessThanOrEqual(0.05)
  expect(once.every(({ first: { status, retryAfter } }) => status === 503 && retryAfter !== null)).toBe(true)
  expect(await findLost(house, voting.acknowledged)).toEqual([])
  await waitFor('answers', () => isHealthy(house.plumbline.url), 10_000)
  await expectNoDrift(house.t)
})

test('T7: no connection left on the server', { timeout: 120_000 }, async () => {
  const voting = await openVoting(house, { reviewers: 4, items: 20 })
  expect((await voting.vote())?.first.status).toBe(200)
  const held: pg.Client[] = []
  const hold = async () => {
    const client = new pg.Client({ connectionString: house.t.url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    await client.connect()
    held.push(client)
  }
  try {
    await withPlain(house.t.url, async (keeper) => {
      // Idle ones to the last place; those of web server and worker are cut, so that they have to ask for new ones.
      for (let round = 0; round < 3; round++) {
        await fill(hold)
        await keeper.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where backend_type = 'client backend' and pid <> pg_backend_pid() and not (pid = any($1))`,
          [held.map((client) => (client as unknown as { processID: number }).processID)],
        )
      }
      await fill(hold)
    })
    await fill(hold)
    const answers = await Promise.all(Array.from({ length: 12 }, () => voting.vote()))
    const firsts = answers.map((sent) => sent!.first)
    console.info(
      `T7: ${held.length} connections held; ${JSON.stringify(statuses(firsts))}, slowest ${Math.max(...firsts.map(({ ms }) => ms)).toFixed(0)} ms: ${firsts[0]!.message}`,
    )
    expect(statuses(firsts)).toEqual({ 503: firsts.length })
    expect(firsts.every(({ retryAfter, ms }) => retryAfter !== null && ms <= 5_500)).toBe(true)
    expect(firsts[0]!.message).toMatch(/Nothing was changed; try again/)
    expect(await readHealth(house.plumbline.url)).toMatchObject({ status: 503 })
  } finally {
    await Promise.all(held.map((client) => client.end().catch(() => {})))
  }
  await waitFor('answers', () => isHealthy(house.plumbline.url), 10_000)
  expect((await voting.vote())?.last.status).toBe(200)
})

/** Until the server says that it has none left. */
async function fill(hold: () => Promise<void>): Promise<void> {
  for (let n = 0; n < 200; n++) {
    try {
      await hold()
    } catch (error) {
      if (/too many clients|remaining connection slots/.test(String(error))) return
      throw error
    }
  }
}

test('T7: every connection of the web server waits for a lock', { timeout: 120_000 }, async () => {
  const voting = await openVoting(house, { reviewers: 4, items: 20 })
  const { t } = house
  await withPlain(t.url, async (client) => {
    await client.query('begin')
    await client.query('lock table judgments in access exclusive mode')
    const waiting = Array.from({ length: 10 }, () => voting.vote())
    await sleep(1_500)
    const [late] = await Promise.all([voting.vote()])
    console.info(
      `T7: behind a lock ${late!.first.status} after ${late!.first.ms.toFixed(0)} ms: ${late!.first.message}`,
    )
    expect(late!.first).toMatchObject({ status: 503, retryAfter: expect.any(String) })
    expect(late!.first.ms).toBeLessThanOrEqual(5_500)
    await client.query('rollback')
    const sent = await Promise.all(waiting)
    expect(sent.every((one) => one!.last.status === 200)).toBe(true)
  })
  await waitFor('answers', () => isHealthy(house.plumbline.url), 10_000)
  expect((await voting.vote())?.first.status).toBe(200)
  expect(await findLost(house, voting.acknowledged)).toEqual([])
})
