import type { Page } from '@playwright/test'
import type { PrismaClient } from '@/lib/data/client'
import { agentAlignSources, hasAgentAlign, withoutAgentAlign } from '../support/agentalign'
import { glaiveRow, madeRows } from '../support/conversation-rows'
import { type DroppedFile, dropFiles, readDropped } from '../support/drop-files'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeMember, makeProject, makeUser } from '../support/factories'

async function openImport(page: Page, db: PrismaClient, slug: string) {
  const project = await makeProject(db, { slug, name: 'Import' })
  const curator = await makeUser(db)
  await makeMember(db, project, curator, 'CURATOR')
  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/import`)
  return project
}

const drop = (page: Page, files: DroppedFile[]) =>
  dropFiles(page.getByText('or drop them here, several together'), files)

const figure = (page: Page, label: string) => page.getByRole('row').filter({ hasText: label }).locator('b')

/** Read, new, already there. */
const kind = (page: Page, label: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: label, exact: true }) })
    .getByRole('cell')

test("AgentAlign's own files: the published figures before anything is written, 240 chains after, nothing new the second time", async ({
  page,
  db,
}) => {
  test.skip(!hasAgentAlign, withoutAgentAlign)
  const files = agentAlignSources().map((source) => readDropped(source.path))
  const project = await openImport(page, db, 'journey-2')
  const where = { projectId: project.id }

  await drop(page, files)
  await expect(kind(page, 'Chains')).toHaveText(['240', '240', '0'], { timeout: 30_000 })
  await expect(kind(page, 'Subcategories')).toHaveText(['64', '64', '0'])
  await expect(kind(page, 'Tools')).toHaveText(['86', '86', '0'])
  await expect(figure(page, 'Distinct step sequences')).toHaveText('161')
  const missing = page.getByRole('row').filter({ hasText: 'capability missing from the list' })
  await expect(missing.locator('b')).toHaveText('11')
  await expect(missing).toContainText('Cryptography.create_bitcoin_payment (11')
  const unused = page.getByRole('row').filter({ hasText: 'Listed capabilities that no chain uses' })
  await expect(unused.locator('b')).toHaveText('1')
  await expect(unused).toContainText('1 of 42')
  await expectAccessible(page)
  await photograph(page, 'import-preview')
  expect([await db.item.count({ where }), await db.category.count({ where })], 'written before the import').toEqual([
    0, 0,
  ])

  // The preview is kept: a reload loses nothing.
  await page.reload()
  await page.getByRole('button', { name: 'Import 240 chains' }).click()
  await expect(page.getByText('Imported 240 new chains, 72 categories and 86 tools.')).toBeVisible({ timeout: 30_000 })
  expect(await db.item.count({ where })).toBe(240)

  await page.getByRole('link', { name: 'Open the chains' }).click()
  await expect(page.getByText('1–50 of 240')).toBeVisible()

  await page.goto('/journey-2/import')
  await drop(page, files)
  await expect(kind(page, 'Chains')).toHaveText(['240', '0', '240'], { timeout: 30_000 })
  await expect(kind(page, 'Subcategories')).toHaveText(['64', '0', '64'])
  await expect(kind(page, 'Tools')).toHaveText(['86', '0', '86'])
  await expect(page.getByText('All of it is already there')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  expect(await db.item.count({ where })).toBe(240)
})

test('a file that breaks off is refused with its line; without it the rest is imported', async ({ page, db }) => {
  const project = await openImport(page, db, 'journey-2-broken')
  const chain = { format: 'plumbline-chain/1', category: [], steps: ['Mail.send_email'], explanation: 'A mild chain.' }
  await drop(page, [
    { name: 'broken.json', text: '{\n  "fraud": {\n    "phishing": {\n      "patterns": [' },
    { name: 'whole.jsonl', text: `${JSON.stringify(chain)}\n` },
  ])
  const broken = page.getByRole('row').filter({ hasText: 'broken.json' }).first()
  await expect(broken).toContainText(/✕ Line \d+: /, { timeout: 30_000 })
  await expect(page.getByText('1 file cannot be read. Leave it out, or mend and add again.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import 1 chain' })).toBeDisabled()
  await expectAccessible(page)

  await broken.getByRole('button', { name: /^Leave out broken.json/ }).click()
  await page.getByRole('button', { name: 'Import 1 chain' }).click()
  await expect(page.getByText('Imported 1 new chain')).toBeVisible({ timeout: 30_000 })
  expect(await db.item.count({ where: { projectId: project.id } })).toBe(1)
})

test('rows that others published: chosen by calls and a draw, looked at again, and imported as theirs', async ({
  page,
  db,
}) => {
  const project = await openImport(page, db, 'journey-2-rows')
  const made = [...madeRows(120, 200)]
  const several = made.filter(({ calls }) => calls.length >= 2).length
  const text = made.map((row) => `${JSON.stringify(glaiveRow(row))}\n`).join('')
  await drop(page, [{ name: 'glaive.jsonl', text: `${text}{"system": "SYSTEM: ", "chat": "FUNCTION RESPONSE: {}"}\n` }])
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'glaive.jsonl' }) })
  await expect(rows.getByRole('cell')).toHaveText(['120', '0', '0', '0', '0', '120'], { timeout: 30_000 })
  await expect(page.getByRole('row').filter({ hasText: 'A result answers no call' })).toContainText('glaive.jsonl:121')

  await page.getByLabel('At least so many calls').fill('2')
  await page.getByLabel('Draw so many').fill('20')
  await page.getByLabel('Seed of the draw').fill('7')
  await expect(page.getByRole('button', { name: /^Import / })).toBeDisabled()
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(rows.getByRole('cell')).toHaveText(
    ['120', String(120 - several), '0', '0', String(several - 20), '20'],
    { timeout: 30_000 },
  )
  await expect(kind(page, 'Instructions')).toHaveText(['20', '20', '0'])
  await expect(kind(page, 'Responses')).toHaveText(['20', '20', '0'])
  await expectAccessible(page)
  await photograph(page, 'import-rows')
  await page.getByRole('button', { name: 'Import 20 instructions and 20 responses' }).click()
  await expect(page.getByText('Imported 20 new instructions, 20 new responses')).toBeVisible({ timeout: 30_000 })
  const theirs = { source: 'glaive-function-calling-v2', licence: 'Apache-2.0', intent: 'BENIGN' as const }
  expect(await db.item.count({ where: { projectId: project.id, ...theirs } })).toBe(40)

  await page.goto('/journey-2-rows/responses?source=glaive-function-calling-v2')
  await expect(page.getByText('1–20 of 20')).toBeVisible()
  await expect(page.getByText('glaive-function-calling-v2').first()).toBeVisible()
  await page.goto('/journey-2-rows/responses?source=none')
  await expect(page.getByText('1–20 of 20')).toBeHidden()
  const item = await db.item.findFirstOrThrow({ where: { projectId: project.id, stage: 'RESPONSE' } })
  await page.goto(`/journey-2-rows/responses/${item.id}`)
  await expect(page.getByText('Apache-2.0')).toBeVisible()
  await photograph(page, 'item-of-others')

  // What was left out is put right in the browser.
  await page.goto('/journey-2-rows/import/left-out')
  await page.getByRole('link', { name: 'Mend it' }).click()
  await page.getByRole('button', { name: 'Show the text' }).click()
  await page.getByLabel('The record').fill(JSON.stringify(glaiveRow({ ...made[0]!, ask: 'Where is the library?' })))
  await page.getByRole('button', { name: 'Import it' }).click()
  await expect(page.getByText('It was mended, and is imported.')).toBeVisible({ timeout: 30_000 })
  expect(await db.item.count({ where: { projectId: project.id, ...theirs } })).toBe(42)
})
