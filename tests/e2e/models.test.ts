import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeMember, makeProject, makeUser } from '../support/factories'
import { startModelServer } from '../support/model-server'

const CANARY = 'sk-canary-e2e-2f81d4fae7dec11d'

/** Everything that the server sends to the browser, as text. */
function listen(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = []
  page.on('response', (response) => bodies.push(response.text().catch(() => '')))
  return async () => (await Promise.all(bodies)).join('\n')
}

/** What the processes have logged so far. */
function readLogs(): string {
  const folder = path.join(process.env.PLUMBLINE_E2E_DATA ?? '', 'logs')
  const files = readdirSync(folder)
  expect(files.length).toBeGreaterThan(0)
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n')
}

test('an admin sets up a model server by its base URL, tries it, and hears when it fails; its key shows nowhere', async ({
  page,
  db,
}) => {
  const server = await startModelServer({ script: { otherwise: { text: 'ready' } } })
  const heard = listen(page)
  const project = await makeProject(db, { slug: 'models', name: 'Models' })
  const admin = await makeUser(db, { admin: true })
  await makeMember(db, project, admin, 'CURATOR')
  await signIn(page.context(), db, admin)
  await page.goto('/models/settings/models')

  await page.getByRole('button', { name: 'Add a provider' }).click()
  await page.getByLabel('Kind').selectOption('custom')
  await page.getByLabel('Name').fill('On this machine')
  await page.getByLabel('Base URL').fill('http://10.0.0.1/v1')
  await page.getByRole('button', { name: 'Add the provider' }).click()
  await expect(page.getByText('Only the operator can allow it').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Base URL').fill(server.url)
  await page.getByRole('button', { name: 'Add the provider' }).click()
  const section = page.getByRole('region', { name: 'On this machine', exact: true })
  await expect(section).toContainText('No model yet')

  await section.getByRole('button', { name: 'Key of On this machine' }).click()
  await section.getByLabel('Key', { exact: true }).fill(CANARY)
  await section.getByRole('button', { name: 'Store the key' }).click()
  await expect(section).toContainText('stored, ends in c11d')
  await section.getByRole('button', { name: 'Add a model' }).click()
  await section.getByLabel('Model', { exact: true }).fill('local-1')
  await section.getByRole('button', { name: 'Add the model' }).click()

  const ask = section.getByRole('button', { name: 'Test local-1' })
  await ask.click()
  await expect(section).toContainText('it answered')
  expect(server.requests.map(({ authorization }) => authorization)).toEqual([`Bearer ${CANARY}`])

  server.play({ otherwise: { status: 401, message: 'Incorrect API key provided: {key}' } })
  await ask.click()
  await expect(section.getByRole('alert')).toContainText('refused the key (401)')
  await page.goto('/models')
  await expect(page.getByText('On this machine could not be used when last asked')).toBeVisible()
  await page.goto('/models/settings/models')
  await expectAccessible(page)
  await photograph(page, 'models')

  // A changed address takes the key along.
  await section.getByRole('button', { name: 'Change On this machine' }).click()
  await section.getByLabel('Base URL').fill(`${server.url}/other`)
  await section.getByRole('button', { name: 'Save' }).click()
  await expect(section.locator('dl')).toContainText('Keynone')

  await section.getByRole('button', { name: 'Remove On this machine' }).click()
  await section.getByRole('button', { name: 'Remove On this machine' }).last().click()
  await expect(section).toHaveCount(0)
  expect(await heard()).not.toContain(CANARY)
  expect(readLogs()).not.toContain(CANARY)
  await server.close()
})

test('the demo model answers its test; a curator reads the page, a reviewer has none', async ({ page, db, guard }) => {
  guard.allow(/status of 404/)
  const project = await makeProject(db, { slug: 'models-2', name: 'Models' })
  const [admin, curator, reviewer] = [await makeUser(db, { admin: true }), await makeUser(db), await makeUser(db)]
  await makeMember(db, project, curator, 'CURATOR')
  await makeMember(db, project, reviewer, 'REVIEWER')
  const known = await db.providerKey.findFirst({ where: { preset: 'demo' } })
  await signIn(page.context(), db, admin)
  await page.goto('/models-2/settings/models')
  if (!known) {
    await page.getByRole('button', { name: 'Add a provider' }).click()
    await page.getByLabel('Kind').selectOption('demo')
    await page.getByRole('button', { name: 'Add the provider' }).click()
  }
  const section = page.getByRole('region', { name: 'Demo model', exact: true })
  await section.getByRole('button', { name: /^Test / }).click()
  await expect(section.getByRole('status')).toHaveText('✓ answered', { timeout: 20_000 })

  await signIn(page.context(), db, curator)
  await page.goto('/models-2/settings/models')
  await expect(section).toContainText('no language model')
  await expect(page.getByRole('button', { name: /Add|Key|Remove|Test/ })).toHaveCount(0)
  await signIn(page.context(), db, reviewer)
  expect((await page.goto('/models-2/settings/models'))?.status()).toBe(404)
})
