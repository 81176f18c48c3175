import { expect, test } from '../support/e2e'
import { itemTitle, makeReviewDesk } from '../support/review-desk'

/** Requests that fail while the network is away are what these tests are about. */
const AWAY = /ERR_INTERNET_DISCONNECTED|Failed to fetch/

test('B without a network blanks at once, stays blank, and locks as soon as the server is reached', async ({
  page,
  db,
  guard,
  context,
}) => {
  guard.allow(AWAY)
  const desk = await makeReviewDesk(context, db, 'lock-away')
  await desk.open(page)
  const lockedAt = async () => (await db.session.findUniqueOrThrow({ where: { id: desk.sessionId } })).lockedAt
  await context.setOffline(true)
  await page.keyboard.press('b')
  await expect(itemTitle(page)).toHaveCount(0)
  await expect(page.getByText('The server is not reached')).toBeVisible()
  expect(await lockedAt()).toBeNull()
  expect(await page.content()).not.toContain('sums it up')

  await context.setOffline(false)
  await expect(page).toHaveURL(/\/locked/)
  expect(await lockedAt()).not.toBeNull()
})

test('a tab that was blanked and closed without a network leaves a lock: nothing is served before it', async ({
  page,
  db,
  guard,
  context,
  baseURL,
}) => {
  guard.allow(AWAY)
  const desk = await makeReviewDesk(context, db, 'lock-closed')
  await desk.open(page)
  await context.setOffline(true)
  await page.keyboard.press('b')
  await expect(page.getByText('The server is not reached')).toBeVisible()
  await page.close()
  await context.setOffline(false)
  expect((await db.session.findUniqueOrThrow({ where: { id: desk.sessionId } })).lockedAt).toBeNull()

  const claim = { queueId: desk.queue.id, clientId: desk.queue.id, have: [], want: 1 }
  const answer = await context.request.post('/api/review/claim', {
    data: claim,
    headers: { Origin: baseURL ?? '', 'Sec-Fetch-Site': 'same-origin' },
  })
  expect(answer.status()).toBe(423)
  expect(await answer.text()).not.toContain('sums it up')
  expect((await db.session.findUniqueOrThrow({ where: { id: desk.sessionId } })).lockedAt).not.toBeNull()

  const next = await context.newPage()
  await next.goto(desk.path)
  await expect(next).toHaveURL(/\/locked/)
  await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).not.toContain('plumbline.lock-owed')
})
