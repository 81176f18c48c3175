import { expect, photograph, signIn, test } from '../support/e2e'
import { makeChain, makeMember, makeProject, makeUser } from '../support/factories'
import { type House, openHouse } from '../support/fault-house'

/** What people see while the database is away, in pages that they open and in one that stands open, and that it ends by itself. */

let house: House
test.beforeAll(async () => {
  test.setTimeout(120_000)
  const before = { ...process.env }
  house = await openHouse()
  // Files that follow in this process have a Plumbline of their own.
  Object.assign(process.env, before)
})
test.afterAll(() => house?.stop())

test('a page that cannot be read says what happened and what was kept, and comes back by itself', async ({
  page,
  context,
  guard,
}) => {
  test.setTimeout(120_000)
  // Its address is not that of the run's own Plumbline; the browser tells of answers that are refusals.
  guard.allow(/^request to elsewhere: http:\/\/localhost:/, /^console error: (Failed to load resource|Error: )/)
  const { db } = house.t
  const project = await makeProject(db)
  const user = await makeUser(db)
  await makeMember(db, project, user, 'CURATOR')
  await makeChain(db, project)
  await signIn(context, db, user, house.plumbline)
  const chains = `${house.plumbline.url}/${project.slug}/chains`
  await page.goto(chains)
  await expect(page.getByText('masked, no severity set')).toBeVisible()

  await house.crash()
  const away = page.getByRole('heading', { name: 'The database does not answer' })
  // The page that stands open asks for another by a link of its own.
  await page.getByRole('link', { name: /^Instructions/ }).click()
  await expect(away).toBeVisible({ timeout: 20_000 })
  await photograph(page, 'database-away-within')
  await expect(page.getByText('What was saved before is kept.')).toBeVisible()

  const opened = await context.newPage()
  const answer = await opened.goto(chains)
  expect([answer?.status(), answer?.headers()['retry-after']]).toEqual([503, '5'])
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self' 'nonce-")
  expect(answer?.headers()['cache-control']).toBe('no-store')
  await expect(opened.getByRole('heading', { name: 'The database does not answer' })).toBeVisible()
  await photograph(opened, 'database-away')

  await house.revive()
  await expect(opened.getByText('masked, no severity set')).toBeVisible({ timeout: 30_000 })
  await expect(away).toBeHidden({ timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'Instructions', exact: true })).toBeVisible()
})
