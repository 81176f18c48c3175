import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { listProviders, listTroubledProviders } from '@/lib/data/queries/providers'
import { testProvider } from '@/lib/jobs/handlers/test-provider'
import { modelEnv } from '@/lib/server/model-env'
import { writeBackup } from '@/lib/services/backup/write-backup'
import type { Ctx } from '@/lib/services/context'
import { addDemoProvider } from '@/lib/services/providers/add-demo-provider'
import { createProvider } from '@/lib/services/providers/create-provider'
import { findEndpoint } from '@/lib/services/providers/find-endpoint'
import { removeModel } from '@/lib/services/providers/remove-model'
import { removeProvider } from '@/lib/services/providers/remove-provider'
import { requestProviderTest } from '@/lib/services/providers/request-provider-test'
import { resealKeys } from '@/lib/services/providers/reseal-keys'
import { setModel } from '@/lib/services/providers/set-model'
import { setProviderKey } from '@/lib/services/providers/set-provider-key'
import { updateProvider } from '@/lib/services/providers/update-provider'
import { testDatabase } from '../support/database'
import { makeMember, makeProject, makeUser, userActor } from '../support/factories'
import { jobRun } from '../support/job-run'
import { type ModelServer, startModelServer } from '../support/model-server'
import { makePromptVersion, makeRun } from '../support/run-factories'

const CANARY = 'sk-canary-7d41c0ffee55aa'
const t = testDatabase()
const model = {
  id: 'm-1',
  jsonOutput: 'OBJECT',
  inputPerMillion: 2.5,
  outputPerMillion: 10,
  maxOutputTokens: 4_096,
} as const
const limits = { maxConcurrent: 4, requestsPerMinute: null, tokensPerMinute: null }
let admin: Ctx
let server: ModelServer

beforeAll(async () => {
  admin = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  server = await startModelServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE_MODELS', '127.0.0.1')
  await t.db.providerKey.deleteMany()
  server.forget()
  server.play({ otherwise: { text: 'ready' } })
})
afterEach(() => vi.unstubAllEnvs())

async function make(name = 'Local', baseUrl = server.url): Promise<string> {
  const { providerId } = await createProvider(admin, { ...limits, name, preset: 'custom', baseUrl })
  await setModel(admin, { providerId, ...model })
  return providerId
}
const rowOf = (id: string) => t.db.providerKey.findUniqueOrThrow({ where: { id } })
const run = (providerId: string) => testProvider({ providerId, model: 'm-1' }, jobRun(t.db))

test('a provider with a key and a model answers its test, and the page reads so', async () => {
  const providerId = await make()
  await setProviderKey(admin, { providerId, key: CANARY })
  const { askedAt } = await requestProviderTest(admin, { providerId, model: 'm-1' })
  await run(providerId)
  expect(server.requests).toHaveLength(1)
  expect(server.requests[0]?.authorization).toBe(`Bearer ${CANARY}`)
  const [view] = await listProviders(admin)
  expect(view).toMatchObject({ name: 'Local', keyLast4: '55aa', trouble: null, models: [model] })
  expect(view?.checkedAt?.getTime()).toBeGreaterThanOrEqual(askedAt.getTime())
})

test('what is wrong with a provider is said in words, noticed, and forgotten once it answers', async () => {
  const providerId = await make()
  server.play({ steps: [{ status: 401, message: 'Bad key {key}' }], otherwise: { text: 'ready' } })
  await setProviderKey(admin, { providerId, key: CANARY })
  await run(providerId)
  const [trouble] = await listTroubledProviders(admin)
  expect(trouble).toMatchObject({ name: 'Local', trouble: expect.stringContaining('refused the key') })
  expect(trouble?.trouble).not.toContain(CANARY)
  await run(providerId)
  expect(await listTroubledProviders(admin)).toEqual([])
})

test('any change of address or preset takes the key away in the same step; another change leaves it', async () => {
  const other = await startModelServer()
  const providerId = await make()
  const change = (fields: { baseUrl?: string; preset?: 'custom' | 'openai' }) =>
    updateProvider(admin, { ...limits, providerId, name: 'Local', preset: 'custom', baseUrl: server.url, ...fields })
  for (const moved of [{ baseUrl: other.url }, { preset: 'openai' as const }, { baseUrl: `${server.url}/x` }]) {
    await change({})
    await setProviderKey(admin, { providerId, key: CANARY })
    expect(await change({})).toEqual({ keyCleared: false })
    expect((await rowOf(providerId)).sealedKey).not.toBeNull()
    expect(await change(moved)).toEqual({ keyCleared: true })
    expect(await rowOf(providerId)).toMatchObject({ sealedKey: null, sealedBy: null, keyLast4: null })
  }
  await run(providerId)
  expect(JSON.stringify([...other.requests, ...server.requests])).not.toContain(CANARY)
  await other.close()
})

test('a sealed key moved to another address by hand does not open there', async () => {
  const providerId = await make()
  await setProviderKey(admin, { providerId, key: CANARY })
  await t.db.providerKey.update({ where: { id: providerId }, data: { baseUrl: `${server.url}/elsewhere` } })
  expect(await findEndpoint(t.db, providerId, 'm-1')).toMatchObject({ apiKey: null, shut: true })
  await run(providerId)
  expect(server.requests).toEqual([])
  expect((await rowOf(providerId)).trouble).toContain('cannot be opened')
})

test('the environment’s key goes to its preset’s own address and nowhere else', async () => {
  vi.stubEnv('OPENAI_API_KEY', CANARY)
  const providerId = await make()
  const at = async (preset: string, baseUrl: string) => {
    await t.db.providerKey.update({ where: { id: providerId }, data: { preset, baseUrl } })
    return (await findEndpoint(t.db, providerId, 'm-1')).apiKey
  }
  expect(await at('openai', 'https://api.openai.com/v1')).toBe(CANARY)
  expect(await at('openai', 'https://api.openai.com.example.org/v1')).toBeNull()
  expect(await at('openai', server.url)).toBeNull()
  expect(await at('custom', 'https://api.openai.com/v1')).toBeNull()
  expect(await at('mistral', 'https://api.mistral.ai/v1')).toBeNull()
})

test.each(['http://169.254.169.254/latest', 'http://10.0.0.1/v1', 'http://2130706434/v1', 'ftp://example.org'])(
  '%s is refused at saving',
  async (baseUrl) => {
    const create = createProvider(admin, { ...limits, name: 'Odd', preset: 'custom', baseUrl })
    await expect(create).rejects.toMatchObject({ code: 'invalid', fieldErrors: { baseUrl: [expect.any(String)] } })
    const providerId = await make()
    const update = updateProvider(admin, { ...limits, providerId, name: 'Odd', preset: 'custom', baseUrl })
    await expect(update).rejects.toMatchObject({ code: 'invalid' })
    expect((await rowOf(providerId)).baseUrl).toBe(server.url)
  },
)

test('an address that the operator no longer allows is not called, whatever is stored', async () => {
  const providerId = await make()
  vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE_MODELS', '127.0.0.2')
  await run(providerId)
  expect(server.requests).toEqual([])
  expect((await rowOf(providerId)).trouble).toContain('PLUMBLINE_ALLOW_PRIVATE_MODELS')
})

test('names are one provider’s, until it is removed; a removed one is gone and its key with it', async () => {
  const providerId = await make()
  await setProviderKey(admin, { providerId, key: CANARY })
  await expect(make()).rejects.toMatchObject({ code: 'conflict' })
  await removeProvider(admin, { providerId })
  expect(await rowOf(providerId)).toMatchObject({ sealedKey: null, keyLast4: null })
  await expect(setProviderKey(admin, { providerId, key: CANARY })).rejects.toMatchObject({ code: 'not_found' })
  await make()
})

test('what a run still needs is not removed', async () => {
  const project = await makeProject(t.db)
  const prompt = await makePromptVersion(t.db, project)
  const providerId = await make()
  const of = { projectId: project.id, providerId, promptVersionId: prompt.id }
  const made = await makeRun(t.db, of, { model: 'm-1', status: 'PAUSED', pauseCause: 'PERSON' })
  await expect(removeProvider(admin, { providerId })).rejects.toMatchObject({ code: 'conflict' })
  await expect(removeModel(admin, { providerId, model: 'm-1' })).rejects.toMatchObject({ code: 'conflict' })
  await t.db.generationRun.delete({ where: { id: made.id } })
  await removeModel(admin, { providerId, model: 'm-1' })
  await expect(requestProviderTest(admin, { providerId, model: 'm-1' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(findEndpoint(t.db, providerId, 'm-1')).rejects.toMatchObject({ code: 'invalid' })
})

test('a model that is there is changed, not doubled', async () => {
  const providerId = await make()
  await setModel(admin, { providerId, ...model, inputPerMillion: null })
  expect((await listProviders(admin))[0]?.models).toEqual([{ ...model, inputPerMillion: null }])
})

test('providers are for those who spend: curators read them, others do not', async () => {
  await make()
  const project = await makeProject(t.db)
  const actorAs = async (role: 'CURATOR' | 'REVIEWER') => {
    const user = await makeUser(t.db)
    await makeMember(t.db, project, user, role)
    return t.ctx(await userActor(t.db, user))
  }
  expect(await listProviders(await actorAs('CURATOR'))).toHaveLength(1)
  expect(await listProviders(await actorAs('REVIEWER'))).toEqual([])
  expect(await listTroubledProviders(await actorAs('REVIEWER'))).toEqual([])
})

test('the demo model is there once, answers without a key, and stays away when removed', async () => {
  vi.stubEnv('PLUMBLINE_DEMO_LATENCY_MS', '0')
  await t.db.$transaction((tx) => addDemoProvider(tx))
  await t.db.$transaction((tx) => addDemoProvider(tx))
  const [demo, ...more] = await listProviders(admin)
  expect(more).toEqual([])
  const of = { providerId: demo?.id ?? '', model: demo?.models[0]?.id ?? '' }
  await testProvider(of, jobRun(t.db))
  expect((await listProviders(admin))[0]).toMatchObject({ trouble: null, checkedAt: expect.any(Date) })
  await expect(setProviderKey(admin, { providerId: of.providerId, key: CANARY })).rejects.toMatchObject({
    code: 'invalid',
  })
  await removeProvider(admin, { providerId: of.providerId })
  await t.db.$transaction((tx) => addDemoProvider(tx))
  expect(await listProviders(admin)).toEqual([])
})

test('keys outlive a change of the encryption key: the old one opens them until they are sealed anew', async () => {
  const operator: Ctx = { actor: { kind: 'operator', name: 'test' }, db: t.db, now: new Date() }
  const old = modelEnv().encryptionKey
  const providerId = await make()
  await setProviderKey(admin, { providerId, key: CANARY })
  vi.stubEnv('PLUMBLINE_ENCRYPTION_KEY', 'a new encryption key, for this test only')
  expect(await resealKeys(operator)).toEqual({ resealed: 0, current: 0, shut: ['Local'] })
  vi.stubEnv('PLUMBLINE_OLD_ENCRYPTION_KEY', old)
  expect((await findEndpoint(t.db, providerId, 'm-1')).apiKey).toBe(CANARY)
  expect(await resealKeys(operator)).toEqual({ resealed: 1, current: 0, shut: [] })
  vi.stubEnv('PLUMBLINE_OLD_ENCRYPTION_KEY', '')
  expect((await findEndpoint(t.db, providerId, 'm-1')).apiKey).toBe(CANARY)
  expect(await resealKeys(operator)).toEqual({ resealed: 0, current: 1, shut: [] })
})

/** Every row of every table, the job queue's too, as COPY writes it. */
async function dump(): Promise<string> {
  const client = new pg.Client({ connectionString: t.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    let text = ''
    for (const { name } of rows) {
      for await (const chunk of client.query(copyTo(`copy (select * from ${name}) to stdout`))) text += String(chunk)
    }
    return text
  } finally {
    await client.end()
  }
}

test('a planted key is nowhere but sealed: tables, jobs, audit, errors, what is printed, and the backup', async () => {
  const printed: string[] = []
  const keep = (chunk: unknown) => printed.push(String(chunk)) > 0
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep),
  ]
  const providerId = await make()
  await setProviderKey(admin, { providerId, key: CANARY })
  const faults = [
    { status: 400, message: '{key}' },
    { status: 401, message: 'Incorrect API key provided: {key}' },
    { status: 429, message: '{key}' },
    { status: 500, message: '{key}' },
    { fault: 'reset' },
    { fault: 'half-json' },
    { text: 'You sent {key}' },
  ] as const
  for (const step of faults) {
    server.play({ otherwise: step })
    await requestProviderTest(admin, { providerId, model: 'm-1' })
    await run(providerId)
  }
  await updateProvider(admin, { ...limits, providerId, name: 'Renamed', preset: 'custom', baseUrl: server.url })
  const errors = await Promise.all(
    [
      setProviderKey(admin, { providerId: crypto.randomUUID(), key: CANARY }),
      updateProvider(admin, { ...limits, providerId, name: 'x', preset: 'custom', baseUrl: 'http://10.0.0.1' }),
    ].map((call) => call.catch((error: Error) => `${error.message} ${error.stack} ${JSON.stringify(error)}`)),
  )
  const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-backup-'))
  const operator: Ctx = { actor: { kind: 'operator', name: 'test' }, db: t.db, now: new Date() }
  await writeBackup(operator, path.join(folder, 'backup'))
  for (const spy of spies) spy.mockRestore()

  const everywhere = {
    tables: await dump(),
    views: JSON.stringify([await listProviders(admin), await listTroubledProviders(admin)]),
    errors: JSON.stringify(errors),
    printed: printed.join(''),
    backup: (await readFile(path.join(folder, 'backup'))).toString('latin1'),
  }
  expect(everywhere.tables).toContain('v1.')
  expect(server.requests.at(-1)?.authorization).toBe(`Bearer ${CANARY}`)
  for (const [where, text] of Object.entries(everywhere)) {
    expect(text.includes(CANARY), where).toBe(false)
    expect(text.includes(Buffer.from(CANARY).toString('base64').slice(0, -4)), `${where}, in base64`).toBe(false)
  }
})
