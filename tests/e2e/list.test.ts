import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeChain } from '../support/factories'
import { makeJudgedProject } from '../support/judged-project'

/** Two passed, one failed, one with an edit that became its text and is judged anew, one open; then enough for a second page. */
const VOTES = ['AAA', 'AAR', 'RRR', 'EAR', '']
const OTHERS = 50
const PAGE = 50

async function makeList(db: PrismaClient, slug: string) {
  const made = await makeJudgedProject(db, slug, VOTES)
  for (let n = 1; n <= OTHERS; n++) {
    const content = {
      title: `Errand ${n}`,
      steps: n % 2 === 0 ? ['Files.read_file'] : ['Files.read_file', 'Notes.sum_up', 'Mail.send_email'],
      explanation: n % 10 === 0 ? 'Waters the plants on the balcony.' : 'Brings a parcel to the neighbour.',
    }
    await makeChain(db, made.project, { content, categoryId: made.category.id, intent: 'BENIGN' })
  }
  return made
}

const rows = (page: Page) => page.getByRole('table').locator('tbody tr[data-row]')
const footer = (page: Page) => page.locator('footer').filter({ hasText: 'Next 50' })
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)
const bulk = (page: Page) => page.getByRole('region', { name: 'With the selected rows' })
const pick = (page: Page, number: string): Locator => page.getByRole('checkbox', { name: `Select ${number}` })

/** The list's scripts run, so that keys and clicks are heard. */
async function open(page: Page, address: string) {
  await page.goto(address)
  await expect(page.getByRole('list', { name: 'Verdicts' })).toBeVisible()
}

test('what a list shows is in its address: filter, search, sort, columns, page; and the back button goes through it', async ({
  page,
  db,
}) => {
  const { curator } = await makeList(db, 'list-address')
  await signIn(page.context(), db, curator)
  await open(page, '/list-address/chains')
  await expect(rows(page)).toHaveCount(PAGE)
  await expect(footer(page)).toContainText(`1–50 of ${VOTES.length + OTHERS}`)

  await page.getByRole('button', { name: /^Next 50/ }).click()
  await expect(rows(page)).toHaveCount(VOTES.length)
  await expect(footer(page)).toContainText('51–55 of 55')
  expect(query(page)).toHaveProperty('after')
  await page.keyboard.press('[')
  await expect(footer(page)).toContainText('1–50 of 55')

  await page.getByRole('button', { name: 'No.' }).click()
  await expect(page.getByRole('columnheader', { name: 'No.' })).toHaveAttribute('aria-sort', 'ascending')
  expect(query(page)).toMatchObject({ sort: 'number' })
  await expect(rows(page).first()).toContainText('0001')
  await page.getByRole('button', { name: 'No.' }).click()
  await expect(rows(page).first()).toContainText('0055')

  await page.keyboard.press('/')
  await page.getByRole('searchbox').fill('balcony')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(OTHERS / 10)
  expect(query(page)).toMatchObject({ q: 'balcony', sort: 'number', dir: 'desc' })

  await page.getByRole('searchbox').blur()
  await page.keyboard.press('f')
  const filters = page.locator('[data-popover="F"]')
  await filters.getByLabel('Intent').selectOption('BENIGN')
  await expect(page).toHaveURL(/intent=benign/)
  await filters.getByLabel('Verdict').selectOption('FAILED')
  await expect(page.getByText('No chain matches')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Take off the filter Words' }).click()
  await page.getByRole('button', { name: 'Take off the filter Intent' }).click()
  await expect(rows(page)).toHaveCount(1)
  expect(query(page)).toEqual({ verdict: 'failed', sort: 'number', dir: 'desc' })

  const menu = page.locator('details').filter({ hasText: /Columns \d+ of \d+/ })
  await menu.locator('summary').click()
  await menu.getByLabel('Origin', { exact: true }).check()
  await expect(page.getByRole('columnheader', { name: 'Origin' })).toBeVisible()
  await expect(page).toHaveURL(/cols=[^&]*origin/)
  await menu.getByLabel('Severity', { exact: true }).uncheck()
  await expect(page.getByRole('columnheader', { name: 'Severity' })).toHaveCount(0)
  await expect.poll(() => query(page).cols?.split(',')).not.toContain('severity')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Origin' })).toBeVisible()

  await page.goBack()
  await page.goBack()
  await expect(page.getByRole('columnheader', { name: 'Severity' })).toBeVisible()
  expect(query(page)).not.toHaveProperty('cols')
})

test('a view is saved under a name, opened again, and removed', async ({ page, db }) => {
  const { curator } = await makeList(db, 'list-views')
  await signIn(page.context(), db, curator)
  await open(page, '/list-views/chains?verdict=failed')
  await page.getByText('Save this view').click()
  await page.getByLabel('Name').fill('To write again')
  await page.getByRole('button', { name: 'Save the view' }).click()
  const view = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^To write again/ })
  await expect(view).toHaveAttribute('aria-current', 'page')
  await expect(view).toContainText(/1$/)

  await page.getByRole('link', { name: /^All/ }).click()
  await expect(rows(page)).toHaveCount(PAGE)
  await view.click()
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('button', { name: /Remove the view/ }).click()
  await expect(view).toHaveCount(0)
  await expect(rows(page)).toHaveCount(PAGE)
})

test('rows are read beside the list and picked by keyboard, and Enter opens one in full', async ({ page, db }) => {
  const { curator, chains } = await makeList(db, 'list-keys')
  await signIn(page.context(), db, curator)
  await open(page, '/list-keys/chains?sort=number')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'The row, read beside the list' })
  await expect(panel).toContainText('Explanation of chain 1')
  await expect(panel).toContainText('Judgments, 3 of 3')
  await page.keyboard.press('j')
  await expect(panel).toContainText('Explanation of chain 2')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(bulk(page)).toContainText('2 selected')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(bulk(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bulk(page)).toHaveCount(0)
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(panel).toContainText('Explanation of chain 2')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/list-keys/chains/${chains[1]?.item.id}`)
  await page.goBack()
  await expect(rows(page)).toHaveCount(PAGE)
})

test('what is picked is archived and restored, queued, and taken out as far as it is accepted', async ({
  page,
  db,
}) => {
  const { curator, project, chains } = await makeList(db, 'list-bulk')
  await signIn(page.context(), db, curator)
  await open(page, '/list-bulk/chains?sort=number')
  for (const number of ['0006', '0007']) await pick(page, number).check()
  await bulk(page).getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByText('2 archived.')).toBeVisible()
  await expect(pick(page, '0006')).toHaveCount(0)
  await open(page, '/list-bulk/chains?archived=1')
  await page.getByRole('checkbox', { name: 'Select this page' }).check()
  await bulk(page).getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('2 restored.')).toBeVisible()
  await expect(page.getByText('No chain matches')).toBeVisible()

  await open(page, '/list-bulk/chains?sort=number')
  for (const number of ['0001', '0002', '0003', '0006']) await pick(page, number).check()
  await bulk(page).getByRole('link', { name: 'Export' }).click()
  await expect(page).toHaveURL(/take-out\?pick=1-3%2C6$/)
  await expect(page.getByText('2 of 4 chosen chains have a text that passed review')).toBeVisible()
  await expect(page.getByText('2 left out: not passed').first()).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'take-out-selection')
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download 2 rows' }).last().click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(/^list-bulk-accepted-selection-.*\.jsonl$/)
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { item: number }).item).sort()).toEqual([1, 2])

  await open(page, '/list-bulk/chains?sort=number')
  for (const number of ['0008', '0010']) await pick(page, number).check()
  await bulk(page).getByRole('link', { name: 'Queue' }).click()
  await expect(page.getByText('2 selected in the list.')).toBeVisible()
  await page.getByLabel('Name').fill('Two errands')
  await page.getByRole('button', { name: 'Make the queue' }).click()
  await expect(page.getByRole('heading', { name: 'Two errands' })).toBeVisible()
  const queued = await db.queueEntry.findMany({
    where: { projectId: project.id, queue: { name: 'Two errands' } },
    select: { item: { select: { number: true } } },
  })
  expect(queued.map(({ item }) => item.number).sort((a, b) => a - b)).toEqual([8, 10])
  expect(chains).toHaveLength(VOTES.length)
})

test('an item’s page has its texts with what each changed, its judgments, findings, comments and history', async ({
  page,
  db,
}) => {
  const { curator, chains, project } = await makeJudgedProject(db, 'list-item', VOTES)
  const edited = chains[3]!
  await db.finding.create({
    data: {
      id: newId(),
      projectId: project.id,
      revisionId: (await db.item.findUniqueOrThrow({ where: { id: edited.item.id } })).currentRevisionId!,
      code: 'repeated_sequence',
      severity: 'WARNING',
      evidence: { message: 'Same steps as 1 other chain' },
    },
  })
  await signIn(page.context(), db, curator)
  await page.goto(`/list-item/chains/${edited.item.id}`)
  await expect(page.getByRole('heading', { name: 'Chain 0004' })).toBeVisible()
  await expect(page.getByText('Same steps as 1 other chain')).toBeVisible()

  const texts = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Texts' }) })
  await texts.getByText('Revision 2').click()
  await expect(texts.getByText('Against revision 1:')).toBeVisible()
  await expect(texts.locator('ins').first()).toBeVisible()
  await expect(texts.locator('del').first()).toBeVisible()

  await expect(page.getByRole('heading', { name: 'Judgments, 3 of 3' })).toBeVisible()
  await expect(page.getByText('Rejected: not logical')).toBeVisible()
  await expect(page.getByText('The second step adds nothing.')).toBeVisible()
  await page.getByLabel('Add a comment').fill('Keep an eye on the second step.')
  await page.getByRole('button', { name: 'Add the comment' }).click()
  await expect(page.getByText('Keep an eye on the second step.', { exact: true })).toBeVisible()
  await expect(page.getByText('you commented')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'item')

  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByText('Archived: out of lists')).toBeVisible()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('Archived: out of lists')).toHaveCount(0)
})
