import { type Page, test as plain } from '@playwright/test'
import { createClient } from '@/lib/data/client'
import { hashPassword } from '@/lib/services/people/password'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeCategory, makeChain, makeMember, makeProject, makeQueue, makeUser } from '../support/factories'
import { startIssuer } from '../support/oidc-issuer'
import { dropDataDir, makeDataDir, startPlumbline } from '../support/plumbline'

const PASSWORD = 'a sentence that one remembers'

async function typeIn(page: Page, email: string, password = PASSWORD) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const sessionCookieOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === '__Host-plumbline.session')

test('signing in by e-mail and password, with a cookie that only this site and only the server reads', async ({
  page,
  db,
  guard,
}) => {
  guard.allow(/401 \(Unauthorized\)/)
  const user = await makeUser(db, { passwordHash: await hashPassword(PASSWORD) })
  await page.goto('/sign-in')
  await expectAccessible(page)
  await photograph(page, 'sign-in')
  await typeIn(page, user.email, 'a wrong sentence altogether')
  await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible()
  await expect(page.getByLabel('E-mail'), 'what was typed is kept').toHaveValue(user.email)
  await typeIn(page, user.email)
  await page.waitForURL((url) => url.pathname === '/')
  expect(await sessionCookieOf(page)).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  expect(await page.evaluate('document.cookie')).not.toContain('session')
})

test('a sign-in brings a session of its own; the one before, planted or not, is worth nothing from then on', async ({
  page,
  db,
  request,
}) => {
  const user = await makeUser(db, { passwordHash: await hashPassword(PASSWORD) })
  const planted = await signIn(page.context(), db, await makeUser(db))
  const before = await sessionCookieOf(page)
  // The form is for who is not signed in: a locked session still counts as nobody.
  await db.session.update({ where: { id: planted }, data: { lockedAt: new Date() } })
  await page.goto('/sign-in')
  await typeIn(page, user.email)
  await page.waitForURL((url) => url.pathname === '/')
  const after = await sessionCookieOf(page)
  expect(after?.value).not.toBe(before?.value)
  const { revokedAt } = await db.session.findUniqueOrThrow({ where: { id: planted } })
  expect(revokedAt).not.toBeNull()
  const cookie = `${before?.name}=${before?.value}`
  const answer = await request.get('/account', { headers: { Cookie: cookie }, maxRedirects: 0 })
  expect(answer.headers().location).toMatch(/^\/sign-in\b/)

  await page.locator('summary').filter({ hasText: 'Account of' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in$/)
  const out = { Cookie: `${after?.name}=${after?.value}` }
  const copied = await request.get('/account', { headers: out, maxRedirects: 0 })
  expect(copied.headers().location, 'a copy of the cookie is refused').toMatch(/^\/sign-in\b/)
})

const ELSEWHERE = [
  '//evil.example',
  'https:evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  'http://localhost@evil.example/',
  '%2F%2Fevil.example',
  '/%09/evil.example',
  '\t//evil.example',
  'https://evil.example/%2e%2e',
]

test('after signing in one lands here, whatever the address asked for', async ({ page, db, guard }) => {
  test.slow()
  // Some of them read as a path of this site, where there is nothing.
  guard.allow(/404 \(Not Found\)/)
  for (const callbackUrl of ELSEWHERE) {
    const user = await makeUser(db, { passwordHash: await hashPassword(PASSWORD) })
    await page.context().clearCookies()
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`)
    const { origin } = new URL(page.url())
    await typeIn(page, user.email)
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    expect(new URL(page.url()).origin, callbackUrl).toBe(origin)
  }
})

test('blank and lock: the text is off the screen at once, nothing is served, and the password leads back to it', async ({
  page,
  db,
}) => {
  const user = await makeUser(db, { passwordHash: await hashPassword(PASSWORD) })
  const project = await makeProject(db, { slug: `lock-${user.id.slice(-8)}` })
  await makeMember(db, project, user, 'REVIEWER')
  const category = await makeCategory(db, project, { severity: 0 })
  const text = 'Reads the meeting notes and mails them.'
  const content = { steps: ['Files.read_file', 'Mail.send_email'], explanation: text }
  const chain = await makeChain(db, project, { content, categoryId: category.id, intent: 'BENIGN' })
  const { queue } = await makeQueue(db, project, { items: [chain], reviewers: [user] })
  const sessionId = await signIn(page.context(), db, user)
  const bench = `/${project.slug}/review/${queue.id}`
  await page.goto(bench)
  await expect(page.getByText(text).first()).toBeVisible()
  await page.keyboard.press('b')
  await expect(page.getByText(text)).toHaveCount(0)
  await page.waitForURL((url) => url.pathname === '/locked')
  await expectAccessible(page)
  await photograph(page, 'locked')
  expect((await db.session.findUniqueOrThrow({ where: { id: sessionId } })).lockedAt).not.toBeNull()
  await page.goto(bench)
  expect(new URL(page.url()).pathname).toBe('/locked')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await page.waitForURL((url) => url.pathname === bench)
  expect((await db.session.findUniqueOrThrow({ where: { id: sessionId } })).lockedAt).toBeNull()
})

plain(
  'single sign-on lets in who is known or invited by an address that the issuer has checked, and nobody else',
  async ({ page }) => {
    plain.setTimeout(120_000)
    const issuer = await startIssuer()
    const dataDir = makeDataDir()
    const plumbline = await startPlumbline({
      dataDir,
      env: {
        PLUMBLINE_OIDC_ISSUER: issuer.url,
        PLUMBLINE_OIDC_CLIENT_ID: issuer.clientId,
        PLUMBLINE_OIDC_CLIENT_SECRET: issuer.clientSecret,
        PLUMBLINE_OIDC_NAME: 'the lab account',
      },
    })
    const db = createClient(plumbline.databaseUrl, 2)
    try {
      const enter = async (claims: typeof issuer.claims) => {
        issuer.claims = claims
        await page.context().clearCookies()
        await page.goto(`${plumbline.url}/sign-in`)
        await page.getByRole('button', { name: /the lab account/ }).click()
        await page.waitForURL((url) => url.pathname !== '/sign-in' || url.searchParams.has('error'))
        return new URL(page.url()).pathname
      }
      const known = await makeUser(db, { passwordHash: await hashPassword(PASSWORD) })
      expect(await enter({ sub: 'a', email: 'stranger@example.org', email_verified: true })).toBe('/sign-in')
      await expect(page.getByRole('alert').first()).toBeVisible()
      expect(await enter({ sub: 'a', email: known.email, email_verified: false })).toBe('/sign-in')
      expect(await enter({ sub: 'a', email: known.email })).toBe('/sign-in')
      expect(await enter({ sub: 'a', email: known.email.toUpperCase(), email_verified: true })).toBe('/')
      expect(await enter({ sub: 'b', email: known.email, email_verified: true }), 'another subject').toBe('/sign-in')
      expect(await enter({ sub: 'a', email: 'moved@example.org', email_verified: true }), 'the same subject').toBe('/')
      await db.user.update({ where: { id: known.id }, data: { disabledAt: new Date() } })
      expect(await enter({ sub: 'a', email: known.email, email_verified: true }), 'disabled').toBe('/sign-in')

      const project = await makeProject(db, { slug: 'invited' })
      const expiresAt = new Date(Date.now() + 60_000)
      const email = 'invited@example.org'
      await db.invitation.create({
        data: { id: known.id, tokenHash: 'x', email, projectId: project.id, roles: ['REVIEWER'], expiresAt },
      })
      expect(await enter({ sub: 'c', email, email_verified: true, name: 'Invited Person' })).toBe('/')
      const joined = await db.user.findUniqueOrThrow({ where: { email }, include: { memberships: true } })
      expect(joined).toMatchObject({
        name: 'Invited Person',
        memberships: [{ projectId: project.id, roles: ['REVIEWER'] }],
      })
    } finally {
      await db.$disconnect()
      await plumbline.stop()
      await issuer.stop()
      dropDataDir(dataDir)
    }
  },
)
