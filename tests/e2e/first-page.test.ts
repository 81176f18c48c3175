import { expect, expectAccessible, signIn, test } from '../support/e2e'
import { makeUser } from '../support/factories'

test('health answers with the version, and is never cached', async ({ request }) => {
  const response = await request.get('/api/health')
  expect(response.status()).toBe(200)
  expect(response.headers()['cache-control']).toContain('no-store')
  expect(await response.json()).toEqual({ ok: true, version: expect.any(String), database: 'answers' })
})

test('a stranger is sent to a page that answers 200', async ({ page }) => {
  const response = await page.goto('/')
  expect(response?.status()).toBe(200)
  await expectAccessible(page)
})

test('a minted session is a signed-in person', async ({ page, db }) => {
  const user = await makeUser(db)
  await signIn(page.context(), db, user)
  await page.goto('/')
  await expect(page).toHaveURL('/')
  const session = await page.evaluate(() => fetch('/api/auth/session').then((response) => response.json()))
  expect(session).toMatchObject({ sessionId: expect.any(String) })
})
