import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enqueue } from '@/lib/jobs/enqueue'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import { everySo, findLost, type House, lengthOf, openHouse, openVoting } from '../support/fault-house'
import { type ModelServer, startModelServer } from '../support/model-server'
import { findChild, WEB, WORKER } from '../support/processes'
import { expectNoDrift } from '../support/review'
import { makeRunProject } from '../support/run-project'
import { waitFor } from '../support/wait-for'

/**
 * Fault T23, scaled: jobs and votes without a pause. PLUMBLINE_SOAK_SECONDS says for how long; memory is judged from five
 * minutes on, since a process that has just begun still grows into its work.
 */

const SECONDS = lengthOf('PLUMBLINE_SOAK_SECONDS', 30)
const JUDGED_FROM = 300
const VOTES = 20

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

const rssOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024

interface Sample {
  at: number
  web: number
  worker: number
}

/** Garbage comes and goes by hundreds of megabytes; what stays shows where a collection has just been. */
const WINDOW = 60_000

/** The least of each whole window. */
function floors(samples: readonly { at: number; mb: number }[]): { at: number; mb: number }[] {
  const least = new Map<number, number>()
  for (const { at, mb } of samples) {
    const window = Math.floor(at / WINDOW)
    least.set(window, Math.min(mb, least.get(window) ?? mb))
  }
  return [...least].map(([window, mb]) => ({ at: window * WINDOW, mb }))
}

/** Growth over the samples by a straight line through them, as a share of their mean. */
function growth(samples: readonly { at: number; mb: number }[]): number {
  const n = samples.length
  const mean = (pick: (one: { at: number; mb: number }) => number) =>
    samples.reduce((sum, one) => sum + pick(one), 0) / n
  const [at, mb] = [mean((one) => one.at), mean((one) => one.mb)]
  const slope =
    samples.reduce((sum, one) => sum + (one.at - at) * (one.mb - mb), 0) /
    samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0)
  return (slope * (samples.at(-1)!.at - samples[0]!.at)) / mb
}

const p95 = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN

test(`jobs and votes for ${SECONDS} s: memory stays, and claims stay quick`, {
  timeout: (SECONDS * 2 + 600) * 1_000,
}, async () => {
  const { t, plumbline } = house
  models.play({ otherwise: { delayMs: 20 } })
  const place = await makeRunProject(t, models.url, 10)
  const run = async () => {
    const input = createRunInput.parse({
      ...{ projectId: place.projectId, providerId: place.providerId, model: 'model-a', task: 'chain-synthesis' },
      ...{ targets: { kind: 'CATEGORIES', categoryIds: place.categoryIds }, samples: 50, budgetCalls: 10_000 },
    })
    return (await createRun(t.ctx(place.actor), input)).runId
  }
  const voting = await openVoting(house, { reviewers: 5, items: Math.ceil((SECONDS * VOTES * 1.2) / 5) })
  const web = await waitFor('the web server', () => findChild(plumbline.pid, WEB))
  const worker = await waitFor('the worker', () => findChild(plumbline.pid, WORKER))
  const answered: number[] = []
  const votes = everySo(VOTES, async () => {
    const sent = await voting.vote()
    if (sent) answered.push(sent.first.ms)
  })
  // One job a fifth of a second whose only work is to be claimed.
  const probes = everySo(5, () => enqueue(t.db, 'testProvider', { providerId: place.projectId, model: 'none' }))
  const samples: Sample[] = []
  const began = Date.now()
  let runId = await run()
  let runs = 1
  while (Date.now() - began < SECONDS * 1_000) {
    samples.push({ at: Date.now() - began, web: rssOf(web), worker: rssOf(worker) })
    const { status } = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId }, select: { status: true } })
    expect(['RUNNING', 'DONE']).toContain(status)
    if (status !== 'RUNNING') {
      runId = await run()
      runs += 1
    }
    await sleep(1_000)
  }
  await probes.stop()
  await votes.stop()

  const claims = (
    await t.db.$queryRaw<{ ms: number }[]>`
      select extract(epoch from started_on - created_on)::float8 * 1000 as ms from (
        select created_on, started_on from pgboss.job where name = 'test-provider' and started_on is not null
        union all
        select created_on, started_on from pgboss.archive where name = 'test-provider' and started_on is not null
      ) as done order by created_on`
  ).map(({ ms }) => ms)
  const tenth = (values: number[], last: boolean) => {
    const size = Math.max(10, Math.floor(values.length / 10))
    return p95(last ? values.slice(-size) : values.slice(0, size))
  }
  const half = samples.slice(Math.floor(samples.length / 2))
  const of = (name: 'web' | 'worker', some = half) => some.map(({ at, [name]: mb }) => ({ at, mb }))
  const minutes = (name: 'web' | 'worker') => floors(of(name, samples)).map(({ mb }) => mb.toFixed(0))
  const grown = { web: growth(floors(of('web'))), worker: growth(floors(of('worker'))) }
  const all = { web: growth(of('web')), worker: growth(of('worker')) }
  const calls = await t.db.generation.count({ where: { state: 'APPLIED' } })
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  console.info(
    [
      `T23: ${SECONDS} s, ${answered.length} votes, ${calls} calls of ${runs} runs, ${claims.length} probes`,
      `floors of memory, by the minute: web ${minutes('web')} MB; worker ${minutes('worker')} MB`,
      `growth over the last half, floors (all samples): web ${percent(grown.web)} (${percent(all.web)}); worker ${percent(grown.worker)} (${percent(all.worker)})`,
      `claim p95: first tenth ${tenth(claims, false).toFixed(0)} ms, last ${tenth(claims, true).toFixed(0)} ms`,
      `vote p95: first tenth ${tenth(answered, false).toFixed(0)} ms, last ${tenth(answered, true).toFixed(0)} ms`,
    ].join('\n'),
  )
  expect(claims.length).toBeGreaterThan(SECONDS)
  expect(await findLost(house, voting.acknowledged)).toEqual([])
  await expectNoDrift(t)
  expect(tenth(claims, true)).toBeLessThanOrEqual(2 * Math.max(tenth(claims, false), 500))
  expect(tenth(answered, true)).toBeLessThanOrEqual(2 * tenth(answered, false) + 20)
  if (SECONDS >= JUDGED_FROM) {
    expect(grown.web).toBeLessThan(0.05)
    expect(grown.worker).toBeLessThan(0.05)
  }
})
