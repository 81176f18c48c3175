import { expect, signIn, test } from '../support/e2e'
import { itemTitle, makeReviewDesk, note, pressOn, savedLine } from '../support/review-desk'

const OFFLINE = /Failed to load resource|net::ERR_/

test('nine answers given offline are never shown as saved, survive the closed tab, and arrive once and in order', async ({
  page,
  db,
  guard,
}) => {
  guard.allow(OFFLINE)
  const desk = await makeReviewDesk(page.context(), db, 'offline', { chains: 20 })
  await desk.open(page)
  await expect(page.getByText('Next 9 loaded')).toBeVisible()
  await page.context().setOffline(true)
  const answered: string[] = []
  for (let n = 0; n < 9; n++) answered.push(await pressOn(page, 'a'))
  await expect(savedLine(page)).toContainText('9 not saved yet')
  await expect(savedLine(page)).toContainText('kept on this machine')
  await expect(savedLine(page)).not.toContainText('Saved')
  expect(await desk.judgments()).toEqual([])

  const context = page.context()
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await desk.open(again)
  await expect.poll(async () => (await desk.judgments()).length).toBe(9)
  await expect(savedLine(again)).toContainText('Saved · 9 judgments')
  expect(answered).not.toContain(await itemTitle(again).textContent())
  const stored = await Promise.all(
    (await desk.judgments()).map(async ({ revisionId }) => {
      const { content } = await db.revision.findUniqueOrThrow({ where: { id: revisionId } })
      return (content as { title: string }).title
    }),
  )
  expect(stored).toEqual(answered)
  await expect(again.getByText('10 of 20')).toBeVisible()
})

test('an answer that never left is taken back without the server', async ({ page, db, guard }) => {
  guard.allow(OFFLINE)
  const desk = await makeReviewDesk(page.context(), db, 'offline-undo')
  await desk.open(page)
  await page.context().setOffline(true)
  await pressOn(page, 'a')
  const second = await pressOn(page, 'a')
  await page.keyboard.press('u')
  await expect(itemTitle(page)).toHaveText(second)
  await expect(savedLine(page)).toContainText('1 not saved yet')
  await page.context().setOffline(false)
  await expect(savedLine(page)).toContainText('Saved · 1 judgment,')
  expect(await desk.judgments()).toHaveLength(1)
})

test('two tabs of one person share the work: no item twice, one answer an item', async ({ page, db }) => {
  const desk = await makeReviewDesk(page.context(), db, 'two-tabs', { chains: 24 })
  await desk.open(page)
  const other = await page.context().newPage()
  await desk.open(other)
  for (let n = 0; n < 6; n++) {
    await page.bringToFront()
    await pressOn(page, 'a')
    await other.bringToFront()
    await pressOn(other, 'a')
  }
  await expect.poll(async () => (await desk.judgments()).length).toBe(12)
  const judgments = await desk.judgments()
  expect(new Set(judgments.map(({ entryId }) => entryId)).size).toBe(12)
  expect(judgments.every(({ counted }) => counted)).toBe(true)
})

test('while the server is being replaced work goes on, and everything arrives without a reload', async ({
  page,
  db,
  guard,
}) => {
  guard.allow(OFFLINE)
  const desk = await makeReviewDesk(page.context(), db, 'deploy')
  await desk.open(page)
  await page.route('**/api/review/**', (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  )
  await note(page).fill('Kept through it.')
  await page.keyboard.press('Escape')
  await pressOn(page, 'a')
  await pressOn(page, 'a')
  await expect(savedLine(page)).toContainText('2 not saved yet')
  await page.unroute('**/api/review/**')
  await expect(savedLine(page)).toContainText('Saved · 2 judgments', { timeout: 15_000 })
  expect((await desk.judgments()).map(({ note }) => note)).toEqual(['Kept through it.', ''])
})

test('an answer whose acknowledgement was lost on the way is stored once', async ({ page, db, guard }) => {
  guard.allow(OFFLINE)
  const desk = await makeReviewDesk(page.context(), db, 'lost-answer')
  await desk.open(page)
  await page.route(
    '**/api/review/judgment',
    async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  await pressOn(page, 'a')
  await expect(savedLine(page)).toContainText('Saved · 1 judgment,', { timeout: 15_000 })
  expect(await desk.judgments()).toHaveLength(1)
})

test('signed out elsewhere: the answer waits, says so, and is saved after signing in again', async ({
  page,
  db,
  guard,
}) => {
  guard.allow(/status of 401/)
  const desk = await makeReviewDesk(page.context(), db, 'signed-out')
  await desk.open(page)
  await db.session.update({ where: { id: desk.sessionId }, data: { revokedAt: new Date() } })
  await pressOn(page, 'a')
  await expect(savedLine(page)).toContainText('1 not saved yet')
  await expect(page.getByRole('link', { name: 'Sign in, in another tab' })).toBeVisible()
  await signIn(page.context(), db, desk.reviewer)
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(savedLine(page)).toContainText('Saved · 1 judgment,')
})

test('what is unsaved follows to every page, and signing out asks before it is lost', async ({ page, db, guard }) => {
  guard.allow(OFFLINE)
  const desk = await makeReviewDesk(page.context(), db, 'sign-out')
  await desk.open(page)
  await page.route('**/api/review/judgment', (route) => route.abort())
  await pressOn(page, 'a')
  await page.goto('/sign-out/review')
  await expect(page.getByRole('complementary', { name: 'Answers not saved yet' })).toContainText('1 not saved yet')
  await page.locator('summary', { hasText: 'Account of Ines Okafor' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  const ask = page.getByRole('dialog', { name: '1 answer is not saved yet' })
  await expect(ask).toBeVisible()
  await ask.getByRole('button', { name: 'Stay signed in' }).click()
  await page.unroute('**/api/review/judgment')
  await expect(page.getByText('1 not saved yet')).toBeHidden({ timeout: 20_000 })
  expect(await desk.judgments()).toHaveLength(1)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => /outbox|draft/.test(key)))
  expect(kept).toEqual([])
})
