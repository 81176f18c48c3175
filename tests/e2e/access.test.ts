import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, APIResponse } from '@playwright/test'
import { newId } from '@/lib/data/id'
import { expect, mintCookie, test } from '../support/e2e'
import { makeProject, makeUser } from '../support/factories'
import { root } from '../support/server'

/**
 * Every door over HTTP: pages, routes and server actions as they were built, tried by who has no business there. What a
 * verb answers to whom is tested by tests/database/access-matrix.test.ts; here it is that each door asks at all.
 */

const listFiles = (wanted: RegExp) =>
  readdirSync(path.join(root, 'app'), { withFileTypes: true, recursive: true })
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => wanted.test(file))
    .sort()

/** Where a file of app/ is served: groups are no part of the address, parameters are filled in. */
const addressOf = (file: string, params: Record<string, string>) =>
  `/${path
    .dirname(path.relative('app', file))
    .split('/')
    .filter((part) => part !== '.' && !/^\(.*\)$/.test(part))
    .map((part) => part.replace(/^\[(?:\.\.\.)?(\w+)\]$/, (_, name) => params[name] ?? newId()))
    .join('/')}`

/** Routes that are no JSON route of ours: each has its own test below or in another file. */
const OTHER_ROUTES = [
  '/api/audit',
  '/api/auth/',
  '/api/csp-report',
  '/api/evaluations/upload',
  '/api/health',
  '/api/download',
  '/api/snapshots/certificate',
  '/api/snapshots/export',
  '/api/study',
  '/api/upload',
  '/api/v1',
]
const routes = listFiles(/\/route\.ts$/)
  .map((file) => addressOf(file, { nextauth: '' }))
  .filter((address) => !OTHER_ROUTES.some((other) => address.startsWith(other)))

/** Routes that a locked session may call, and what `{}` brings there: locking twice is locking once; nothing was given back. */
const LOCKED_TOO: Record<string, Record<string, unknown>> = {
  '/api/session/lock': { ok: true },
  '/api/review/release': { ok: false, code: 'invalid' },
}

/** An edited response travels whole. */
const WHOLE_RESPONSES = ['/api/review/draft', '/api/review/judgment', '/api/review/replay']
const tooMany = (address: string) => (WHOLE_RESPONSES.includes(address) ? 9 : 3) * 2 ** 20

/** Pages that are there for people who are not signed in. */
const OPEN_PAGES = ['/', '/sign-in', '/set-up', '/locked', '/invite/unknown']

const origin = () => process.env.PLUMBLINE_URL ?? ''

interface Sent {
  cookie?: string
  headers?: Record<string, string>
  body?: string
}

/** As a page of Plumbline would send it, unless told otherwise; an empty header is left out. */
function post(request: APIRequestContext, address: string, { cookie, headers = {}, body = '{}' }: Sent = {}) {
  const all = { Origin: origin(), 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', ...headers }
  const kept = Object.entries({ ...all, ...(cookie && { Cookie: cookie }) }).filter(([, value]) => value !== '')
  return request.post(address, { headers: Object.fromEntries(kept), data: Buffer.from(body), maxRedirects: 0 })
}

/** What another site's page, or a program that is no browser, would send. */
const fromElsewhere = (): Record<string, string>[] => [
  { Origin: 'https://evil.example' },
  { Origin: '' },
  { Origin: 'null' },
  { Origin: `${origin()}.evil.example` },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
]

const codeOf = async (response: APIResponse) => (await response.json()).code as string

test.describe('routes', () => {
  test('there are as many as there are files', () => {
    expect(routes.length).toBeGreaterThan(10)
  })

  for (const address of routes) {
    test(`${address} asks who is calling, from where, and with what`, async ({ request, db }) => {
      const anonymous = await post(request, address)
      expect(anonymous.status()).toBe(401)
      expect(await codeOf(anonymous)).toBe('unauthenticated')
      expect(anonymous.headers()['cache-control']).toContain('no-store')

      const user = await makeUser(db)
      const { cookie, sessionId } = await mintCookie(db, user)
      for (const headers of fromElsewhere()) {
        const foreign = await post(request, address, { cookie, headers })
        expect(foreign.status(), JSON.stringify(headers)).toBe(403)
      }
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        const plain = await post(request, address, { cookie, headers: { 'Content-Type': type } })
        expect(plain.status(), type).toBe(400)
      }
      expect((await post(request, address, { cookie, body: '{"unfinished"' })).status()).toBe(400)
      expect((await post(request, address, { cookie, body: `"${'x'.repeat(tooMany(address))}"` })).status()).toBe(413)
      expect((await request.get(address, { headers: { Cookie: cookie } })).status(), 'nothing changes by GET').toBe(405)

      await db.session.update({ where: { id: sessionId }, data: { lockedAt: new Date() } })
      const locked = await (await post(request, address, { cookie })).json()
      expect(locked).toMatchObject(LOCKED_TOO[address] ?? { ok: false, code: 'locked' })
      await db.session.update({ where: { id: sessionId }, data: { lockedAt: null, revokedAt: new Date() } })
      expect(await codeOf(await post(request, address, { cookie }))).toBe('unauthenticated')
      expect(await db.auditEvent.count({ where: { actorId: user.id } })).toBe(0)
    })
  }

  test('upload and download ask the same', async ({ request, db }) => {
    const { cookie } = await mintCookie(db, await makeUser(db))
    const upload = `/api/upload?batch=${newId()}&name=x.json`
    const put = (headers: Record<string, string>) => request.put(upload, { headers, data: Buffer.from('[]') })
    expect((await put({ Origin: origin() })).status()).toBe(401)
    expect((await put({ Cookie: cookie })).status(), 'no origin').toBe(403)
    expect((await put({ Cookie: cookie, Origin: 'https://evil.example' })).status()).toBe(403)
    expect((await put({ Cookie: cookie, Origin: origin() })).status(), 'no such import').toBe(404)

    const log = `/api/evaluations/upload?projectId=${newId()}&name=x.json`
    const send = (headers: Record<string, string>) => request.put(log, { headers, data: Buffer.from('{}') })
    expect((await send({ Origin: origin() })).status()).toBe(401)
    expect((await send({ Cookie: cookie, Origin: 'https://evil.example' })).status()).toBe(403)
    expect((await send({ Cookie: cookie, Origin: origin() })).status(), 'no such project').toBe(404)

    const download = '/api/download?project=nowhere&format=plumbline-jsonl'
    const study = '/api/study?project=nowhere&study=1&file=json'
    const certificate = '/api/snapshots/certificate?certificate=00000000-0000-7000-8000-000000000000'
    const snapshot = '/api/snapshots/export?project=nowhere&number=1&format=plumbline-jsonl'
    const audit = '/api/audit?project=nowhere&file=csv'
    for (const address of [download, study, certificate, snapshot, audit]) {
      expect((await request.get(address)).status()).toBe(401)
      expect((await request.get(address, { headers: { Cookie: cookie } })).status()).toBe(404)
    }
    const cross = { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' }
    expect((await request.get(download, { headers: cross })).status()).toBe(403)
  })
})

interface BuiltAction {
  id: string
  name: string
  /** A page that carries it. */
  page: string
}

/** The actions as the build knows them: every one is an address of its own, whatever page it was written for. */
function listActions(params: Record<string, string>): BuiltAction[] {
  const text = readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8')
  const { node } = JSON.parse(text) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>
  }
  return Object.entries(node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    page: addressOf(`${Object.keys(workers)[0]}.tsx`, params),
  }))
}

/** What people without an account may call: each proves itself by a link. */
const OPEN_ACTIONS = ['setUpAction', 'acceptInvitationAction']

test('every server action refuses who is not signed in, whose screen is locked, and what comes from elsewhere', async ({
  request,
  db,
}) => {
  const project = await makeProject(db, { slug: `doors-${newId().slice(-8)}` })
  const admin = await makeUser(db, { admin: true })
  const actions = listActions({ project: project.slug, token: 'unknown' })
  expect(actions.length).toBeGreaterThan(10)
  const call = (action: BuiltAction, sent: Sent) =>
    post(request, action.page, {
      ...sent,
      headers: { 'Next-Action': action.id, 'Content-Type': 'text/plain;charset=UTF-8', ...sent.headers },
      body: '[{}]',
    })

  for (const action of actions.filter(({ name }) => name !== 'signOutAction')) {
    const open = OPEN_ACTIONS.includes(action.name)
    const anonymous = await (await call(action, {})).text()
    const expected = open ? 'invalid' : action.name === 'unlockAction' ? 'gone' : 'unauthenticated'
    expect(anonymous, `${action.name} by nobody`).toContain(`"ok":false,"code":"${expected}"`)

    const { cookie, sessionId } = await mintCookie(db, admin)
    for (const headers of fromElsewhere()) {
      const foreign = await call(action, { cookie, headers })
      expect(await foreign.text(), `${action.name} with ${JSON.stringify(headers)}`).not.toContain('"ok":true')
    }
    await db.session.update({ where: { id: sessionId }, data: { lockedAt: new Date() } })
    const locked = await (await call(action, { cookie })).text()
    const lockedCode = open || action.name === 'unlockAction' ? 'invalid' : 'locked'
    expect(locked, `${action.name} while locked`).toContain(`"ok":false,"code":"${lockedCode}"`)
  }
  expect(await db.auditEvent.count({ where: { actorId: admin.id } })).toBe(0)
})

test('pages send strangers to sign in, and show outsiders a project that is not there', async ({ request, db }) => {
  const project = await makeProject(db, { slug: `pages-${newId().slice(-8)}` })
  const { cookie } = await mintCookie(db, await makeUser(db))
  const pages = listFiles(/\/page\.tsx$/)
  const get = (address: string, headers = {}) => request.get(address, { headers, maxRedirects: 0 })
  for (const file of pages) {
    const address = addressOf(file, { project: project.slug, token: 'unknown' })
    if (OPEN_PAGES.includes(address)) continue
    const anonymous = await get(address)
    const back = new URLSearchParams({ callbackUrl: address })
    expect([anonymous.status(), anonymous.headers().location], address).toEqual([307, `/sign-in?${back}`])
    if (!file.includes('[project]')) continue
    const theirs = await get(address, { Cookie: cookie })
    const missing = await get(address.replace(project.slug, 'no-such-project'), { Cookie: cookie })
    expect([theirs.status(), missing.status()], address).toEqual([404, 404])
    expect(await theirs.text()).not.toContain(project.name)
  }
})

test('reports of the content security policy are taken from anybody, in any form, and say nothing back', async ({
  request,
}) => {
  const report = { 'csp-report': { 'document-uri': `${origin()}/x?token=secret`, 'blocked-uri': 'inline' } }
  for (const body of [JSON.stringify(report), '{"unfinished"', `"${'x'.repeat(2 ** 20)}"`, '']) {
    const answer = await request.post('/api/csp-report', { data: Buffer.from(body) })
    expect([answer.status(), await answer.text()], body.slice(0, 40)).toEqual([204, ''])
  }
  expect((await request.get('/api/csp-report')).status()).toBe(405)
})

test('of next-auth only what is used answers', async ({ request }) => {
  expect((await request.get('/api/auth/csrf')).status()).toBe(200)
  for (const address of [
    '/api/auth/signout',
    '/api/auth/verify-request',
    '/api/auth/anything',
    '/api/auth/signin/email',
  ])
    expect((await request.get(address, { maxRedirects: 0 })).status(), address).toBe(404)
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const form = { csrfToken, email: 'nobody@example.org', password: 'x', json: 'true' }
  const foreign = { Origin: 'https://evil.example' }
  expect((await request.post('/api/auth/callback/credentials', { form, headers: foreign })).status()).toBe(403)
})
