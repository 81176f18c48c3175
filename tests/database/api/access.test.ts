import { beforeAll, describe, expect, test } from 'vitest'
import { ENDPOINTS } from '@/lib/core/api/endpoints'
import { API_RATE } from '@/lib/core/api/limits'
import { API_SCOPES, type ApiScope } from '@/lib/core/api/scopes'
import { newId } from '@/lib/data/id'
import { disableUser } from '@/lib/services/people/disable-user'
import { setMemberRoles } from '@/lib/services/people/set-member-roles'
import { makeToken } from '@/lib/services/tokens/make-token'
import { revokeToken } from '@/lib/services/tokens/revoke-token'
import { fingerprint } from '../../support/access'
import { readAllText } from '../../support/all-text'
import { testApi } from '../../support/api'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeMember, makeProject, makeUser, userActor } from '../../support/factories'
import { makeJudgedProject } from '../../support/judged-project'

/** Who gets in with which token, and how soon a token stops to work. */

const t = testDatabase()
const api = testApi(t)
let world: Awaited<ReturnType<typeof makeJudgedProject>>

beforeAll(async () => {
  world = await makeJudgedProject(t.db, 'tokens', ['AAA', 'AAR', ''])
})

/** An address of each endpoint, with ids that are nobody's. */
const addressOf = (path: string) => path.replace('{number}', '77').replaceAll(/\{\w+\}/g, newId())
const asked = ENDPOINTS.map(({ id, method, path, scope, query }) => ({
  ...{ id, method, scope },
  address:
    addressOf(path) +
    (query.safeParse({}).success
      ? ''
      : '?stage=CHAIN&name=x'.replace(id === 'listItems' ? '&name=x' : 'stage=CHAIN&', '')),
}))

describe.each(asked)('$method $address', ({ method, address, scope, id }) => {
  const sent = id === 'createImport' ? { file: '[]' } : {}

  test('needs a token, and refuses what looks like one', async () => {
    const before = await fingerprint(t.db)
    for (const headers of [{}, { Authorization: 'Basic eDp5' }, { Cookie: '__Host-plumbline.session=x' }]) {
      const answer = await api.call(method, address, { ...sent, headers: headers as Record<string, string> })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
    for (const token of ['x', `plumb_${'a'.repeat(43)}`, `plumb_${'a'.repeat(430)}`]) {
      expect((await api.call(method, address, { ...sent, token })).json.error.code).toBe('unauthenticated')
    }
    expect(await fingerprint(t.db)).toEqual(before)
  })

  test('needs its scope, and no other', async () => {
    const others = API_SCOPES.filter((one) => one !== scope)
    const { token: without } = await api.tokenFor(world.curator, world.project, others)
    const { token } = await api.tokenFor(world.curator, world.project, [scope as ApiScope])
    const refused = await api.call(method, address, { ...sent, token: without })
    expect([refused.status, refused.json.error.code]).toEqual([403, 'forbidden'])
    const answer = await api.call(method, address, { ...sent, token })
    expect([200, 202, 400, 404], answer.text).toContain(answer.status)
    // A project has so many tokens at most.
    await t.db.apiToken.updateMany({ data: { revokedAt: new Date() } })
  })
})

test('a token reaches its own project alone, whatever else its maker may', async () => {
  const { token } = await api.tokenFor(world.curator, world.project)
  const elsewhere = await makeProject(t.db)
  await makeMember(t.db, elsewhere, world.curator, 'CURATOR')
  const { item } = await makeChain(t.db, elsewhere)
  const missing = await api.call('GET', `/items/${newId()}`, { token })
  const foreign = await api.call('GET', `/items/${item.id}`, { token })
  expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text])
  const { json } = await api.call('GET', '/items?stage=CHAIN', { token })
  expect(json.data.map(({ id }: { id: string }) => id)).not.toContain(item.id)
})

test('a token works until it is revoked, expires, or its maker curates no more: the next request is refused', async () => {
  const admin = await makeUser(t.db, { admin: true })
  const ctx = t.ctx(await userActor(t.db, admin))
  const person = async () => {
    const user = await makeUser(t.db)
    await makeMember(t.db, world.project, user, 'CURATOR')
    return { user, ...(await api.tokenFor(user, world.project)) }
  }
  const works = async (token: string) => (await api.call('GET', '/items?stage=CHAIN', { token })).status === 200
  const projectId = world.project.id

  const revoked = await person()
  expect(await works(revoked.token)).toBe(true)
  await revokeToken(ctx, { tokenId: revoked.id })
  expect(await works(revoked.token)).toBe(false)

  const expired = await person()
  await t.db
    .$executeRaw`update api_tokens set created_at = now() - interval '2 days', expires_at = now() where id = ${expired.id}::uuid`
  expect(await works(expired.token)).toBe(false)

  const demoted = await person()
  await setMemberRoles(ctx, { projectId, userId: demoted.user.id, roles: ['REVIEWER'] })
  expect(await works(demoted.token)).toBe(false)
  await setMemberRoles(ctx, { projectId, userId: demoted.user.id, roles: ['CURATOR'] })
  expect(await works(demoted.token), 'it does not come back').toBe(false)

  const disabled = await person()
  await disableUser(ctx, { userId: disabled.user.id })
  expect(await works(disabled.token)).toBe(false)
})

test('a token makes no tokens, and is no admin’s though an admin made it', async () => {
  const admin = await makeUser(t.db, { admin: true })
  const { id, token } = await api.tokenFor(admin, world.project)
  expect((await api.call('GET', '/items?stage=CHAIN', { token })).status).toBe(200)
  const facts = { admin: false, roles: ['CURATOR' as const], reviews: false, program: true as const }
  const { id: projectId } = world.project
  const ctx = t.ctx({
    ...{ kind: 'token', tokenId: id, tokenName: 'A program', userId: admin.id, projectId, facts },
    ...{ scopes: API_SCOPES, admin: false, ip: null },
  })
  await expect(makeToken(ctx, { projectId, name: 'More', scopes: ['items:read'], days: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(disableUser(ctx, { userId: world.curator.id })).rejects.toMatchObject({ code: 'forbidden' })
})

test('more than its rate is refused, and works again with time', async () => {
  const { id, token } = await api.tokenFor(world.curator, world.project)
  await t.db.$executeRaw`update api_tokens set allowance = 1, allowance_at = now() where id = ${id}::uuid`
  const ask = () => api.call('GET', '/models', { token })
  const answers = await Promise.all(Array.from({ length: 12 }, ask))
  const limited = answers.filter(({ status }) => status === 429)
  expect(limited.length).toBeGreaterThan(0)
  expect(limited[0]?.headers.get('retry-after')).toBe('1')
  await t.db.$executeRaw`update api_tokens set allowance_at = now() - interval '1 hour' where id = ${id}::uuid`
  expect((await ask()).status).toBe(200)
  const row = await t.db.apiToken.findUniqueOrThrow({ where: { id } })
  expect(row.allowance).toBeLessThanOrEqual(API_RATE.burst - 1)
  expect(row.lastUsedAt).not.toBeNull()
})

test('bodies are bounded, JSON, and free of what nobody asked for', async () => {
  const { token } = await api.tokenFor(world.curator, world.project)
  const big = await api.call('POST', '/snapshots', { token, body: { name: 'x'.repeat(2 ** 20) } })
  expect([big.status, big.json.error.code]).toEqual([413, 'too_large'])
  const plain = await api.call('POST', '/snapshots', { token, file: '{}', headers: { 'Content-Type': 'text/plain' } })
  expect(plain.status).toBe(400)
  expect((await api.call('POST', '/snapshots', { token, body: '{"unfinished' })).status).toBe(400)
  const more = { name: 'x', spec: { stage: 'CHAIN', seed: 1 }, projectId: newId(), status: 'FROZEN' }
  expect((await api.call('POST', '/snapshots', { token, body: more })).json.error.code).toBe('invalid')
  expect((await api.call('GET', '/items?stage=CHAIN&secret=1', { token })).status).toBe(400)
  expect((await api.call('GET', '/items?stage=CHAIN&stage=CHAIN', { token })).status).toBe(400)
  expect((await api.call('GET', '/items?stage=CHAIN&cursor=e30', { token })).status).toBe(400)
  const answer = await api.call('GET', '/items?stage=CHAIN', { token, headers: { Origin: 'https://evil.example' } })
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('the token itself is nowhere: not in the database, not in an answer, not in the audit log', async () => {
  const { token } = await api.tokenFor(world.curator, world.project)
  await makeCategory(t.db, world.project)
  const answers = [
    await api.call('GET', '/items?stage=CHAIN', { token }),
    await api.call('GET', `/items/${newId()}`, { token }),
    await api.call('GET', `/items?stage=${token}`, { token: token.replace('plumb_', 'plumb-') }),
    await api.call('POST', '/snapshots', {
      token,
      body: { name: 'Kept', spec: { stage: 'CHAIN', seed: 1 } },
      headers: { 'Idempotency-Key': 'k' },
    }),
  ]
  for (const { text, headers } of answers) expect(text + JSON.stringify([...headers])).not.toContain(token.slice(10))
  for (const [table, text] of Object.entries(await readAllText(t.db)))
    expect(text, table).not.toContain(token.slice(10))
  const event = await t.db.auditEvent.findFirstOrThrow({ where: { action: 'snapshot.draft' }, orderBy: { at: 'desc' } })
  expect(event.actorKind).toBe('token')
})
