import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isHealthy, readHealth } from '../support/health'
import { dropDataDir, type Plumbline, startPlumbline } from '../support/plumbline'
import { findChild, WEB, WORKER } from '../support/processes'
import { waitFor } from '../support/wait-for'

/** The faults of a running installation at their true lengths. Needs the production build: npm run test:faults makes it. */

let plumbline: Plumbline

beforeAll(async () => {
  plumbline = await startPlumbline()
})
afterAll(async () => {
  await plumbline.stop()
  dropDataDir(plumbline.dataDir)
})

const postmaster = () =>
  Number(readFileSync(path.join(plumbline.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

test('a worker that is killed five times comes back each time, and the web server answers throughout', async () => {
  for (let round = 0; round < 5; round++) {
    const worker = await waitFor('a worker', () => findChild(plumbline.pid, WORKER), 40_000)
    process.kill(worker, 'SIGKILL')
    await waitFor('its end', () => findChild(plumbline.pid, WORKER) !== worker)
    expect(await isHealthy(plumbline.url)).toBe(true)
  }
  await waitFor('the sixth worker', () => findChild(plumbline.pid, WORKER), 40_000)
})

test('a web server that is killed answers again on the same port', async () => {
  const web = await waitFor('the web server', () => findChild(plumbline.pid, WEB))
  process.kill(web, 'SIGKILL')
  await waitFor('answers', () => isHealthy(plumbline.url), 20_000)
})

test('while PostgreSQL is stopped for 20 s the web says so, and 10 s later all is well (T5)', async () => {
  const worker = await waitFor('a worker', () => findChild(plumbline.pid, WORKER), 40_000)
  const web = await waitFor('the web server', () => findChild(plumbline.pid, WEB))
  const pid = postmaster()
  // SIGSTOP holds it: a server that does not answer is worse than one that is gone.
  process.kill(pid, 'SIGSTOP')
  await sleep(20_000)
  process.kill(pid, 'SIGCONT')
  await waitFor('answers', () => isHealthy(plumbline.url), 10_000)
  // SIGQUIT is PostgreSQL's immediate stop, as after a crash.
  process.kill(postmaster(), 'SIGQUIT')
  const answer = await readHealth(plumbline.url)
  expect([200, 503]).toContain(answer?.status)
  if (answer?.status === 503) expect(answer.retryAfter).not.toBeNull()
  await waitFor('answers', () => isHealthy(plumbline.url), 10_000)
  expect(findChild(plumbline.pid, WORKER)).toBe(worker)
  expect(findChild(plumbline.pid, WEB)).toBe(web)
})
