import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020'
import { beforeAll, expect, test } from 'vitest'
import { ENDPOINTS } from '@/lib/core/api/endpoints'
import { openApiDocument } from '@/lib/core/api/openapi'
import { API_SCOPES } from '@/lib/core/api/scopes'
import { beginImport } from '@/lib/services/import/begin-import'
import { testApi } from '../../support/api'
import { testDatabase } from '../../support/database'
import { userActor } from '../../support/factories'
import { makeJudgedProject } from '../../support/judged-project'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../../support/run-factories'
import { root } from '../../support/server'
import { specOf } from '../../support/snapshots'

/** The OpenAPI document against what is served: the same routes and methods, and answers that are as it says. */

const t = testDatabase()
const api = testApi(t)
const document = openApiDocument('http://localhost:4170/api/v1')
// biome-ignore lint/suspicious/noExplicitAny: the document is data, read at places of its own.
const paths = document.paths as Record<string, Record<string, any>>

let world: Awaited<ReturnType<typeof makeJudgedProject>>
let token: string
let importId: string
let run: number

beforeAll(async () => {
  world = await makeJudgedProject(t.db, 'contract', ['AAA', 'AAR', 'RRR', ''])
  token = (await api.tokenFor(world.curator, world.project)).token
  const provider = await makeProvider(t.db)
  const prompt = await makePromptVersion(t.db, world.project)
  const made = await makeRun(
    t.db,
    { projectId: world.project.id, providerId: provider.id, promptVersionId: prompt.id },
    { options: { targets: { kind: 'CATEGORIES', categoryIds: [world.category.id] } } },
  )
  await makeGeneration(t.db, made)
  run = made.number
  const ctx = t.ctx(await userActor(t.db, world.curator))
  importId = (await beginImport(ctx, { projectId: world.project.id })).batchId
})

test('every route and method is in the document, and everything in the document is served', () => {
  const served = api
    .routes()
    .flatMap(({ path, handlers }) => Object.keys(handlers).map((method) => `${method} ${path}`))
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(served.sort()).toEqual(told.sort())
})

test('every route is an endpoint behind the adapter that asks for a token, at its own address', () => {
  for (const { path: address, file, handlers } of api.routes()) {
    const source = readFileSync(path.join(root, file), 'utf8')
    for (const method of Object.keys(handlers)) {
      const name = new RegExp(`export const ${method} = defineApi(?:Upload|File)?\\(\\s*(\\w+)Endpoint`).exec(
        source,
      )?.[1]
      const endpoint = ENDPOINTS.find(({ id }) => id === name)
      expect(endpoint, `${method} ${address}`).toMatchObject({ method, path: address })
    }
  }
})

test('operations have names of their own, and a scope of the closed set', () => {
  expect(new Set(ENDPOINTS.map(({ id }) => id)).size).toBe(ENDPOINTS.length)
  const used = new Set(ENDPOINTS.map(({ scope }) => scope))
  // Reading what is masked is asked for at the item, beside items:read.
  expect([...used, 'items:masked'].sort()).toEqual([...API_SCOPES].sort())
})

const ajv = new Ajv2020({ strict: false, validateFormats: false })

/** Asks, and holds the answer against the document. */
async function ask(
  method: 'GET' | 'POST',
  address: string,
  template: string,
  sent: { body?: unknown; file?: string } = {},
) {
  const answer = await api.call(method, address, { token, ...sent })
  const operation = paths[template]?.[method.toLowerCase()]
  const response = operation.responses[answer.status] ?? operation.responses.default
  const schema = response.content['application/json'].schema
  const valid = ajv.validate({ ...schema, components: document.components }, answer.json)
  expect(ajv.errors, `${method} ${address}: ${answer.text}`).toBeNull()
  expect(valid).toBe(true)
  return answer
}

test('answers are as the document says', async () => {
  const [chain] = world.chains
  const good: [string, string][] = [
    ['/items?stage=CHAIN', '/items'],
    [`/items/${chain?.item.id}`, '/items/{itemId}'],
    ['/judgments', '/judgments'],
    [`/imports/${importId}`, '/imports/{importId}'],
    ['/imports', '/imports'],
    ['/models', '/models'],
    ['/runs', '/runs'],
    [`/runs/${run}`, '/runs/{number}'],
  ]
  for (const [address, template] of good) expect((await ask('GET', address, template)).status, address).toBe(200)
  const made = await ask('POST', '/snapshots', '/snapshots', { body: { name: 'First', spec: specOf() } })
  expect(made.status).toBe(201)
  expect((await ask('GET', '/snapshots', '/snapshots')).json.data).toHaveLength(1)
  expect((await ask('GET', `/snapshots/${made.json.number}`, '/snapshots/{number}')).json).toMatchObject({
    name: 'First',
  })
  const recount = `/snapshots/${made.json.number}/count`
  expect((await ask('POST', recount, '/snapshots/{number}/count', { body: { name: 'First' } })).status).toBe(202)
  const formats = await ask('GET', `/snapshots/${made.json.number}/formats`, '/snapshots/{number}/formats')
  expect(formats.json.data[0]).toMatchObject({ name: 'plumbline-jsonl' })
  expect((await ask('POST', `/imports/${importId}/discard`, '/imports/{importId}/discard')).status).toBe(200)
  expect((await ask('POST', `/snapshots/${made.json.number}/freeze`, '/snapshots/{number}/freeze')).status).toBe(202)
  expect((await ask('POST', `/runs/${run}/pause`, '/runs/{number}/pause')).status).toBe(200)
  expect((await ask('POST', `/runs/${run}/resume`, '/runs/{number}/resume')).status).toBe(200)
  expect((await ask('POST', `/runs/${run}/cancel`, '/runs/{number}/cancel')).status).toBe(200)
  expect((await ask('POST', `/runs/${run}/cancel`, '/runs/{number}/cancel')).json.error.code).toBe('conflict')
  expect((await ask('GET', '/runs/999999', '/runs/{number}')).json.error.code).toBe('not_found')
  expect((await ask('POST', '/runs', '/runs', { body: { task: 'nothing' } })).json.error.code).toBe('invalid')
})
