import type { APIResponse } from '@playwright/test'
import { createClient } from '@/lib/data/client'
import { expect, signIn, test } from '../support/e2e'
import { makeUser } from '../support/factories'
import { dropDataDir, startPlumbline } from '../support/plumbline'

/** ASVS 5.0, 3.4: what every answer says to the browser, whatever it is an answer to. */
function expectHeaders(response: APIResponse, what: string) {
  const headers = response.headers()
  expect(headers['x-content-type-options'], what).toBe('nosniff')
  expect(headers['referrer-policy'], what).toMatch(/^(same-origin|no-referrer)$/)
  expect(headers['permissions-policy'], what).toContain('camera=()')
  expect(headers['x-frame-options'], what).toBe('DENY')
  expect(headers['x-powered-by'], what).toBeUndefined()
}

function expectPolicy(response: APIResponse, what: string): string {
  const policy = response.headers()['content-security-policy'] ?? ''
  for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
    expect(policy, what).toContain(part)
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src')) ?? ''
  expect(scripts, what).not.toMatch(/unsafe-(inline|eval)/)
  return /'nonce-([^']+)'/.exec(scripts)?.[1] ?? ''
}

test('pages, routes, missing pages and files say how they may be used', async ({ request }) => {
  const pages = ['/', '/sign-in', '/set-up', '/no-such-project', '/a/b/c/d', '/sign-in/x', '/api/nothing']
  const nonces = new Set<string>()
  for (const address of pages) {
    const response = await request.get(address)
    expectHeaders(response, address)
    expect(response.headers()['cache-control'], address).toContain('no-store')
    nonces.add(expectPolicy(response, address))
  }
  expect(nonces.size, 'a nonce is used once').toBe(pages.length)
  for (const address of ['/api/health', '/api/auth/csrf', '/api/auth/nothing']) {
    const response = await request.get(address)
    expectHeaders(response, address)
    expect(response.headers()['cache-control'], address).toContain('no-store')
  }
  const html = await (await request.get('/sign-in')).text()
  const asset = /\/_next\/static\/[^"']+\.js/.exec(html)?.[0] ?? ''
  const file = await request.get(asset)
  expectHeaders(file, asset)
  expect(file.headers()['cache-control']).toContain('immutable')
})

test('an address that cannot be decoded is refused with the headers of every other answer', async ({ request }) => {
  for (const address of ['/%ff', '/demo/%E0%A4%A', '/api/%ff']) {
    const response = await request.get(address)
    expect(response.status(), address).toBe(400)
    expect(response.headers()['content-security-policy'], address).toContain("default-src 'none'")
    expect(response.headers()['x-content-type-options'], address).toBe('nosniff')
    expect(response.headers()['cache-control'], address).toContain('no-store')
  }
})

test('a nonce that a caller sends is not taken', async ({ request }) => {
  const forged = { 'Content-Security-Policy': "script-src 'nonce-forged'", 'x-nonce': 'forged' }
  const response = await request.get('/sign-in', { headers: forged })
  expect(response.headers()['content-security-policy']).not.toContain('forged')
  expect(await response.text()).not.toContain('forged')
})

test('the doors that Plumbline does not use are shut', async ({ request, page, guard }) => {
  guard.allow(/WebSocket connection .* failed/)
  for (const address of ['/_next/image?url=%2Ficon.svg&w=64&q=75', '/_next/image/', '/_next/data/x/index.json'])
    expect((await request.get(address)).status(), address).toBe(404)
  await page.goto('/sign-in')
  const opened = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(location.origin.replace('http', 'ws'))
        socket.onopen = () => resolve(true)
        socket.onerror = () => resolve(false)
        setTimeout(() => resolve(false), 3_000)
      }),
  )
  expect(opened).toBe(false)
})

test('missing pages look like ours, and work without a script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL })
  const page = await context.newPage()
  const response = await page.goto('/a/b/c/d')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('link').first()).toBeVisible()
  await context.close()
})

test('a page that fails says so in our words, with every header, and tells nothing of the inside', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const plumbline = await startPlumbline()
  const context = await browser.newContext({ baseURL: plumbline.url })
  const db = createClient(plumbline.databaseUrl, 2)
  try {
    const user = await makeUser(db)
    await signIn(context, db, user, plumbline)
    // The one table that every page asks first is gone.
    await db.$executeRaw`alter table sessions rename to sessions_away`
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    const response = await page.goto('/account')
    expect(response?.status()).toBe(500)
    expectHeaders(response as unknown as APIResponse, '500')
    expectPolicy(response as unknown as APIResponse, '500')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(said.filter((line) => /Content.Security.Policy/i.test(line))).toEqual([])
    expect(await page.content()).not.toMatch(/sessions|prisma|node_modules/i)
  } finally {
    await db.$disconnect()
    await context.close()
    await plumbline.stop()
    dropDataDir(plumbline.dataDir)
  }
})
