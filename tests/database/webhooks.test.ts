import { createHmac } from 'node:crypto'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest'
import { RETRY_SECONDS, WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/core/webhook/events'
import { createClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { listDeliveries, listWebhooks } from '@/lib/data/queries/webhooks'
import { deliverWebhook } from '@/lib/jobs/handlers/deliver-webhook'
import { restoreBackup } from '@/lib/services/backup/restore-backup'
import { writeBackup } from '@/lib/services/backup/write-backup'
import type { Ctx } from '@/lib/services/context'
import { importFiles } from '@/lib/services/import/import-files'
import { purgeItem } from '@/lib/services/items/purge-item'
import { resealKeys } from '@/lib/services/providers/reseal-keys'
import { cancelRun } from '@/lib/services/runs/cancel-run'
import { keepRunsGoing } from '@/lib/services/runs/keep-runs-going'
import { createWebhook } from '@/lib/services/webhooks/create-webhook'
import { handOutDeliveries } from '@/lib/services/webhooks/hand-out-deliveries'
import { redeliver } from '@/lib/services/webhooks/redeliver'
import { removeWebhook } from '@/lib/services/webhooks/remove-webhook'
import { rotateSecret } from '@/lib/services/webhooks/rotate-secret'
import { testWebhook } from '@/lib/services/webhooks/test-webhook'
import { updateWebhook } from '@/lib/services/webhooks/update-webhook'
import { readAllText } from '../support/all-text'
import { onServer, testDatabase } from '../support/database'
import { makeChain, makeMember, makeProject, makeQueue, makeUser, userActor } from '../support/factories'
import { jobRun } from '../support/job-run'
import { type Receiver, startReceiver } from '../support/receiver'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../support/run-factories'
import { scratchFolder } from '../support/run-import'
import { administer, databaseName } from '../support/server'
import { frozen, pass } from '../support/snapshots'

/** Events reach a receiver signed, once they are true, as often as it takes, and nowhere that they may not go. */

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const
const { file, folder } = scratchFolder()
let admin: Ctx
let project: { id: string; slug: string }
let receiver: Receiver

beforeAll(async () => {
  admin = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  receiver = await startReceiver()
})
afterAll(() => receiver.close())
beforeEach(async () => {
  vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS', '127.0.0.1')
  await t.db.webhook.updateMany({ data: { removedAt: new Date() } })
  project = await makeProject(t.db)
  receiver.received.length = 0
  receiver.answers.length = 0
})
afterEach(() => vi.unstubAllEnvs())

const make = (url = receiver.url, events: WebhookEvent[] = [...WEBHOOK_EVENTS]) =>
  createWebhook(admin, { projectId: project.id, name: 'Ours', url, events })

/** What a worker does once a second, and what it does with what the clock hands out. */
async function work() {
  await t.db.$executeRaw`delete from pgboss.job where name = 'deliver-webhook'`
  await handOutDeliveries(t.ctx({ kind: 'job', name: 'clock' }))
  const jobs = await t.db.$queryRaw<{ data: { deliveryId: string } }[]>`
    select data from pgboss.job where name = 'deliver-webhook' order by created_on`
  for (const { data } of jobs) await deliverWebhook(data, jobRun(t.db))
  return jobs.length
}
const deliveries = () =>
  t.db.webhookDelivery.findMany({ where: { webhook: { projectId: project.id } }, orderBy: { id: 'asc' } })
const makeDue = () => t.db.$executeRaw`update webhook_deliveries set due_at = now() where state = 'WAITING'`

function verify(secret: string, index = 0) {
  const { headers, body } = receiver.received[index]!
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}

async function freeze() {
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const chain = await makeChain(t.db, project)
  await pass(t.db, chain, { project, queue, reviewers })
  return { chain, snapshot: await frozen(t.ctx(operator), project.id) }
}

test('freezing tells, signed with the secret that was shown once; a purge tells that it is broken', async () => {
  const { secret } = await make()
  const { chain, snapshot } = await freeze()
  expect(await work()).toBe(1)
  const { headers, body } = receiver.received[0]!
  expect(headers['content-type']).toBe('application/json')
  expect(JSON.parse(body)).toMatchObject({
    ...{ type: 'snapshot.frozen', project: project.slug },
    data: { number: 1, stage: 'CHAIN', rows: 1, hash: snapshot.hash },
  })
  expect(verify(secret)).toBe(true)
  expect(verify(`whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false)
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60)
  expect((await deliveries())[0]).toMatchObject({ state: 'DELIVERED', attempts: 1, lastStatus: 204, lastTrouble: null })
  expect(await work(), 'told once').toBe(0)

  await purgeItem(t.ctx(operator), { itemId: chain.item.id, reason: 'It names somebody.' })
  await work()
  expect(JSON.parse(receiver.received[1]!.body)).toMatchObject({ type: 'snapshot.broken', data: { number: 1 } })
  for (const [table, text] of Object.entries(await readAllText(t.db))) expect(text, table).not.toContain(secret)
})

test('runs that end and imports that are applied tell; only what a webhook listens to; nothing of an act that is undone', async () => {
  await make(receiver.url, ['run.ended', 'import.applied'])
  const provider = await makeProvider(t.db)
  const prompt = await makePromptVersion(t.db, project)
  const of = { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id }
  const done = await makeRun(t.db, of)
  await makeGeneration(t.db, done, { state: 'APPLIED' })
  await keepRunsGoing(t.ctx({ kind: 'job', name: 'clock' }))
  const [cancelled, kept] = [await makeRun(t.db, of), await makeRun(t.db, of)]
  await makeGeneration(t.db, cancelled, { state: 'WAITING' })
  await cancelRun(t.ctx(operator), { runId: cancelled.id })
  const line = { format: 'plumbline-chain/1', category: ['office', 'files'], steps: ['Files.read_file'] }
  const lines = file(`${JSON.stringify({ ...line, explanation: 'Reads it.', intent: 'BENIGN' })}\n`, 'chains.jsonl')
  const sources = [{ ...lines, format: 'plumbline-chains' as const }]
  const options = { intent: 'BENIGN' as const, severities: {} }
  await importFiles(t.ctx(operator), { projectId: project.id, sources, options, onProgress: () => {} })
  await freeze()
  await work()
  const told = receiver.received.map(({ body }) => JSON.parse(body))
  expect(told.map(({ type, data }) => `${type} ${data.status ?? data.chains}`).sort()).toEqual([
    'import.applied 1',
    'run.ended CANCELLED',
    'run.ended DONE',
  ])
  const undone = t.db.$transaction(async (tx) => {
    await cancelRun({ ...t.ctx(operator), within: tx }, { runId: kept.id })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await deliveries()).toHaveLength(3)
})

test('what fails is tried again, ever later, at the receiver’s own pace, and given up in the end; by hand it goes again under its id', async () => {
  const { id: webhookId } = await make()
  await testWebhook(admin, { webhookId })
  for (const [index, wait] of RETRY_SECONDS.entries()) {
    const first = index === 0
    receiver.answers.push(first ? { status: 503, headers: { 'Retry-After': '600' } } : { status: 500 })
    await work()
    const [row] = await deliveries()
    const expected = { state: 'WAITING', attempts: index + 1, lastStatus: first ? 503 : 500, token: null }
    expect(row).toMatchObject(expected)
    const seconds = (row!.dueAt.getTime() - row!.lastAt!.getTime()) / 1_000
    const least = first ? 600 : wait
    expect(seconds).toBeGreaterThanOrEqual(least - 1)
    expect(seconds).toBeLessThanOrEqual(least * 1.2 + 1)
    expect(await work(), 'not before its time').toBe(0)
    await makeDue()
  }
  receiver.answers.push({ status: 500, hang: true })
  await work()
  const [failed] = await deliveries()
  expect(failed).toMatchObject({ state: 'FAILED', attempts: RETRY_SECONDS.length + 1, lastStatus: null })
  expect(failed!.lastTrouble).toContain('The connection was cut')
  await redeliver(admin, { deliveryId: failed!.id })
  await work()
  expect((await deliveries())[0]).toMatchObject({ state: 'DELIVERED', attempts: 1 })
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([failed!.id]))
})

test('of three workers one sends; one that was lost is stood in for, and a late result changes nothing', async () => {
  const { id: webhookId } = await make()
  const { deliveryId } = await testWebhook(admin, { webhookId })
  await handOutDeliveries(t.ctx(operator))
  await Promise.all([1, 2, 3].map(() => deliverWebhook({ deliveryId }, jobRun(t.db))))
  expect(receiver.received).toHaveLength(1)

  const lost = await testWebhook(admin, { webhookId })
  await t.db
    .$executeRaw`update webhook_deliveries set token = ${newId()}::uuid, lease_until = now() - interval '1 second'
    where id = ${lost.deliveryId}::uuid`
  expect(await work()).toBe(1)
  expect(receiver.received).toHaveLength(2)
})

const INSIDE = [
  ...['http://127.0.0.1:9/x', 'https://localhost/x', 'https://[::1]/x', 'https://169.254.169.254/latest'],
  ...['https://10.0.0.1/x', 'https://[::ffff:127.0.0.1]/x', 'https://2130706433/x', 'https://0.0.0.0/x'],
  ...['ftp://example.org/x', 'https://u:p@example.org/x'],
]

test('an address of this machine or a private network is refused when it is saved and when it is called; redirects are not followed', async () => {
  vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS', '')
  for (const url of INSIDE) await expect(make(url), url).rejects.toMatchObject({ code: 'invalid' })
  vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS', '127.0.0.1')
  const { id: webhookId } = await make()
  receiver.answers.push({ status: 302, headers: { Location: 'https://example.org/' } })
  await testWebhook(admin, { webhookId })
  await work()
  expect((await deliveries())[0]?.lastTrouble).toContain('redirect')
  vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS', '')
  await makeDue()
  const before = receiver.received.length
  await work()
  expect(receiver.received).toHaveLength(before)
  expect((await deliveries())[0]?.lastTrouble).toContain('PLUMBLINE_ALLOW_PRIVATE_WEBHOOKS')
})

test('a changed secret signs at once, and the old one beside it for a day; both outlive a change of the encryption key', async () => {
  const { id: webhookId, secret: first } = await make()
  const { secret } = await rotateSecret(admin, { webhookId })
  expect(secret).not.toBe(first)
  await testWebhook(admin, { webhookId })
  await work()
  expect([verify(first), verify(secret)]).toEqual([true, true])

  vi.stubEnv('PLUMBLINE_OLD_ENCRYPTION_KEY', process.env.PLUMBLINE_ENCRYPTION_KEY)
  vi.stubEnv('PLUMBLINE_ENCRYPTION_KEY', 'another encryption key that only tests use')
  expect(await resealKeys(t.ctx(operator))).toMatchObject({ resealed: 1, shut: [] })
  vi.stubEnv('PLUMBLINE_OLD_ENCRYPTION_KEY', '')
  await t.db.webhook.update({ where: { id: webhookId }, data: { oldSecretEnds: new Date(0) } })
  await testWebhook(admin, { webhookId })
  await work()
  expect([verify(first, 1), verify(secret, 1)]).toEqual([false, true])
})

test('restored from a backup nothing is sent again by itself; what waited is held with its reason, and goes by hand under its id', async () => {
  const { id: webhookId } = await make()
  await testWebhook(admin, { webhookId })
  await work()
  const { deliveryId: waiting } = await testWebhook(admin, { webhookId })
  const { deliveryId: held } = await testWebhook(admin, { webhookId })
  await t.db.$executeRaw`update webhook_deliveries
    set token = ${newId()}::uuid, lease_until = now() + interval '2 minutes' where id = ${held}::uuid`
  const archive = path.join(folder, 'webhooks.tar.gz')
  await writeBackup(t.ctx(operator), archive)
  // The installation goes on, and tells what the backup has as waiting.
  expect(await work()).toBe(1)
  receiver.received.length = 0

  const name = databaseName('restore')
  await administer(inject('serverUrl'), `create database ${name} template ${inject('template')}`)
  const db = createClient(onServer(name), 2)
  try {
    const ctx = { ...t.ctx(operator), db }
    await restoreBackup(ctx, archive)
    const rows = await db.webhookDelivery.findMany({ where: { webhookId }, orderBy: { id: 'asc' } })
    const trouble = expect.stringMatching(/restored from.*may have been delivered since.*by hand/)
    expect(rows).toMatchObject([
      { state: 'DELIVERED', lastTrouble: null },
      { id: waiting, state: 'FAILED', token: null, leaseUntil: null, lastTrouble: trouble },
      { id: held, state: 'FAILED', token: null, leaseUntil: null, lastTrouble: trouble },
    ])
    await db.$executeRaw`update webhook_deliveries set due_at = now() - interval '1 day'`
    expect(await handOutDeliveries(ctx)).toBe(0)
    expect(receiver.received).toEqual([])

    await redeliver({ ...admin, db }, { deliveryId: waiting })
    expect(await handOutDeliveries(ctx)).toBe(1)
    await deliverWebhook({ deliveryId: waiting }, jobRun(db))
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([waiting])
  } finally {
    await db.$disconnect()
    await administer(inject('serverUrl'), `drop database ${name} with (force)`)
  }
})

test('a paused webhook is told nothing until it goes on; a removed one never', async () => {
  const { id: webhookId } = await make()
  await testWebhook(admin, { webhookId })
  await updateWebhook(admin, { webhookId, events: ['snapshot.frozen'], paused: true })
  expect(await work()).toBe(0)
  await expect(testWebhook(admin, { webhookId })).rejects.toMatchObject({ code: 'conflict' })
  await updateWebhook(admin, { webhookId, events: ['snapshot.frozen'], paused: false })
  expect(await work()).toBe(1)
  const page = await listDeliveries(admin, { projectId: project.id, webhookId, before: null, limit: 10 })
  const expected = { webhook: { delivered: 1, waiting: 0 }, rows: [{ event: 'ping', state: 'DELIVERED' }], next: null }
  expect(page).toMatchObject(expected)
  expect(JSON.stringify(page)).not.toMatch(/whsec|sealed/i)

  await testWebhook(admin, { webhookId })
  await removeWebhook(admin, { webhookId })
  expect(await work()).toBe(0)
  expect(await listWebhooks(admin, project.id)).toEqual([])
})
