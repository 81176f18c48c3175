import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '@/lib/data/id'
import { prepareJobs } from '@/lib/jobs/boss'
import { defineJob } from '@/lib/jobs/define-job'
import { enqueue } from '@/lib/jobs/enqueue'
import { works } from '@/lib/jobs/handlers'
import { type Handler, type RunningJobs, runJobs } from '@/lib/jobs/run-jobs'
import { testDatabase } from '../support/database'
import { makeProject, makeToken, makeUser } from '../support/factories'
import { jobRun } from '../support/job-run'
import { administer } from '../support/server'
import { waitFor } from '../support/wait-for'

const t = testDatabase()
const probe = defineJob('apply-import', z.strictObject({ batchId: z.uuid() }), { retries: 5, retryDelay: 1 })
let running: RunningJobs | undefined

afterEach(async () => {
  await running?.stop()
  running = undefined
  await t.db.$executeRaw`delete from pgboss.job`
})

const start = async (handle: Handler<z.infer<(typeof probe)['schema']>>) => {
  running = await runJobs(t.url, t.db, [{ definition: probe, handle: handle as Handler<object> }])
}
const stateOf = async () => {
  const rows = await t.db.$queryRaw<{ state: string }[]>`
    select state::text from pgboss.job where name = 'apply-import' order by created_on`
  return rows.map(({ state }) => state)
}

test('preparing the queues twice changes nothing', async () => {
  await prepareJobs(t.url)
  await prepareJobs(t.url)
})

test('a job is there when its transaction commits, and not when it rolls back', async () => {
  const batchId = newId()
  await t.db.$transaction((tx) => enqueue(tx, 'applyImport', { batchId }))
  await expect(
    t.db.$transaction(async (tx) => {
      await enqueue(tx, 'applyImport', { batchId: newId() })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  const seen: string[] = []
  await start(async (data) => void seen.push(data.batchId))
  await waitFor('the job', async () => (await stateOf()).every((state) => state === 'completed') && seen.length > 0)
  expect(seen).toEqual([batchId])
})

test('a payload that its definition refuses is never sent, and fails for good when it is there', async () => {
  await expect(enqueue(t.db, 'applyImport', { batchId: 'no id' })).rejects.toThrow()
  await t.db.$executeRaw`
    insert into pgboss.job (name, data, retry_limit, policy) values ('apply-import', '{"batchId": 7}', 3, 'standard')`
  let calls = 0
  await start(async () => void calls++)
  await waitFor('the failure', async () => (await stateOf())[0] === 'failed')
  expect(calls).toBe(0)
})

test('a job that fails runs again', async () => {
  await enqueue(t.db, 'applyImport', { batchId: newId() })
  await t.db.$executeRaw`update pgboss.job set retry_delay = 0, retry_backoff = false`
  const attempts: number[] = []
  await start(async (_data, { attempt }) => {
    attempts.push(attempt)
    if (attempt === 0) throw new Error('not yet')
  })
  await waitFor('the second attempt', async () => (await stateOf())[0] === 'completed')
  expect(attempts).toEqual([0, 1])
})

test('a worker that is told to stop puts back what does not end in time', async () => {
  await enqueue(t.db, 'applyImport', { batchId: newId() })
  let begun = false
  await start(async (_data, { signal }) => {
    begun = true
    await new Promise((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, 2_000)))
  })
  await waitFor('the start', () => begun)
  await running?.stop(100)
  running = undefined
  expect(await stateOf()).toEqual(['retry'])
})

test('jobs go on after PostgreSQL ended every connection', async () => {
  const seen: string[] = []
  await start(async (data) => void seen.push(data.batchId))
  const server = new URL(t.url)
  const name = server.pathname.slice(1)
  server.pathname = '/postgres'
  await administer(
    server.href,
    `alter database ${name} allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    `alter database ${name} allow_connections true`,
  )
  const batchId = newId()
  const client = new pg.Client({ connectionString: t.url })
  await client.connect()
  await client.query(`insert into pgboss.job (name, data, policy) values ('apply-import', $1, 'standard')`, [
    { batchId },
  ])
  await client.end()
  await waitFor('the job', () => seen.includes(batchId))
})

test('housekeeping removes what has served its time and keeps the rest', async () => {
  const at = (days: number) => new Date(Date.now() - days * 86_400_000)
  const { id: tokenId } = await makeToken(t.db, await makeProject(t.db), await makeUser(t.db))
  for (const days of [1, 40]) {
    await t.db.loginAttempt.create({
      data: { id: newId(), email: 'a@example.org', ip: '127.0.0.1', ok: false, at: at(days) },
    })
    await t.db.idempotencyKey.create({
      data: { tokenId, key: `${days}`, requestHash: '', status: 200, body: '{}', createdAt: at(days) },
    })
    await t.db.draft.create({
      data: { userId: newId(), entryId: newId(), content: {}, seq: 1, updatedAt: at(2 * days) },
    })
  }
  const housekeeping = works.find(({ definition }) => definition.name === 'housekeeping')
  await housekeeping?.handle({}, jobRun(t.db))
  expect(await t.db.loginAttempt.count()).toBe(1)
  expect(await t.db.idempotencyKey.count()).toBe(1)
  expect(await t.db.draft.count()).toBe(1)
})
