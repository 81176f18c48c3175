import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { PrismaClient } from '@/lib/data/client'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeCategory, makeInstruction, makeMember, makeProject, makeRubric, makeUser } from '../support/factories'

// A second try begins anew.
const SLUG = `journey-9-${process.env.TEST_WORKER_INDEX}`
const TEXTS = 6

/** Instructions enough for a small study after the paper's protocol, a curator who runs it, and three who judge. */
async function makeWorld(db: PrismaClient) {
  const project = await makeProject(db, { slug: SLUG, name: 'Journey 9' })
  const category = await makeCategory(db, project, { slug: 'errands', title: 'Everyday errands', severity: 0 })
  await makeRubric(db, project, { ...CHAIN_RUBRIC, stage: 'INSTRUCTION' })
  for (let n = 0; n < TEXTS; n++) {
    await makeInstruction(db, project, { categoryId: category.id, intent: n % 2 === 0 ? 'HARMFUL' : 'BENIGN' })
  }
  const curator = await makeUser(db, { name: 'Cleo Curator' })
  await makeMember(db, project, curator, 'CURATOR')
  const raters = []
  for (const name of ['Rater One', 'Rater Two', 'Rater Three']) {
    const rater = await makeUser(db, { name })
    await makeMember(db, project, rater, 'REVIEWER')
    raters.push(rater)
  }
  return { project, curator, raters }
}

/** Judges all that is left, by keyboard: every text by number, `reject` says which are not valid. */
async function judgeAll(page: Page, queueId: string, reject: (number: number) => boolean) {
  await page.goto(`/${SLUG}/review/${queueId}`)
  for (let n = 0; n < TEXTS; n++) {
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toContainText(/\d{4}/)
    const said = (await heading.textContent()) ?? ''
    const number = Number(/\d{4}/.exec(said)?.[0])
    if (reject(number)) {
      await page.keyboard.press('r')
      await page.keyboard.press('1')
      await page.keyboard.press('Enter')
    } else await page.keyboard.press('a')
    if (n < TEXTS - 1) await expect(heading).not.toHaveText(said)
  }
}

test('a study is frozen by preset, judged by three blind raters, read, and taken out', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  // Four people in four browsers, one after the other.
  test.setTimeout(240_000)
  const { project, curator, raters } = await makeWorld(db)
  await signIn(page.context(), db, curator)
  await page.goto(`/${SLUG}/studies`)
  await page.getByRole('link', { name: 'New study' }).click()
  await expect(page.getByText(/fewer than asked for: the strata hold no more/)).toBeVisible()
  await expect(page.getByText('Power to show', { exact: false })).toBeVisible()
  for (const label of ['Benign', 'Harmful']) await page.getByLabel(label).fill('3')
  await page.getByLabel('Seed').fill('7')
  await page.getByRole('checkbox', { name: /^Cleo Curator/ }).uncheck()
  await expect(page.getByText('6 texts, 18 judgments.')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'study-new')
  await page.getByRole('button', { name: 'Draw and freeze the sample' }).click()

  await expect(page).toHaveURL(`/${SLUG}/studies/1`)
  await expect(page.getByText('0 of 6')).toBeVisible()
  await expect(page.getByText('Numbers show when the study is closed')).toBeVisible()
  await expectAccessible(page)

  const study = await db.study.findFirstOrThrow({ where: { projectId: project.id } })
  const rows = await db.studyRow.findMany({
    where: { studyId: study.id },
    include: { entry: { include: { item: true } } },
  })
  const numbers = rows.map(({ entry }) => entry.item.number).sort((a, b) => a - b)
  const [first, second] = numbers
  for (const [index, rater] of raters.entries()) {
    const context = await browser.newContext({ baseURL })
    await signIn(context, db, rater)
    const own = await context.newPage()
    // The first text fails with all three, the second with one of them.
    await judgeAll(own, study.queueId, (number) => number === first || (number === second && index === 0))
    // The last answers are on their way: the page is closed when the server has them.
    const reviewerId = rater.id
    await expect.poll(() => db.judgment.count({ where: { queueId: study.queueId, reviewerId } })).toBe(TEXTS)
    await context.close()
  }

  await page.reload()
  await expect(page.getByText('6 of 6')).toBeVisible()
  await page.getByRole('button', { name: 'Close the study and show its numbers' }).click()
  const line = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
  await expect(line('Majority-pass ').first()).toContainText('83.3 %')
  await expect(line('Majority-pass ').first()).toContainText('5 of 6')
  await expect(line('All-pass ').first()).toContainText('66.7 %')
  await expect(line('Majority-pass, population')).toContainText('of 6')
  await expect(line('Fleiss’ kappa')).toContainText('0.')
  await expectAccessible(page)
  await photograph(page, 'study-report')

  await page.getByRole('link', { name: '1', exact: true }).first().click()
  await expect(page.getByRole('region', { name: 'Sample and votes' }).getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: 'All 6 texts' }).click()
  await expect(page.getByRole('region', { name: 'Sample and votes' }).getByRole('row')).toHaveCount(7)

  const html = await take(page, 'Report, HTML')
  expect(html).toContain('83.3 %')
  expect(html).not.toMatch(/<script|meeting is moved/)
  const report = JSON.parse(await take(page, 'Report, JSON'))
  expect(report).toMatchObject({ format: 'plumbline-study/1', study: { number: 1, size: 6 }, design: { seed: 7 } })
  expect(report.tasks[0].judgments).toHaveLength(18)
  expect(JSON.stringify(report)).not.toContain('meeting is moved')
  const lines = (await take(page, 'Judgments, JSONL')).trim().split('\n')
  expect(lines).toHaveLength(18)

  const items = await db.item.findMany({ where: { projectId: project.id } })
  expect(items.every(({ verdict, acceptedRevisionId }) => verdict === 'OPEN' && acceptedRevisionId === null)).toBe(true)
})

test('the published study stands beside the team’s own, with its figures', async ({ page, db }) => {
  const project = await makeProject(db, { slug: 'journey-9-published', name: 'Journey 9' })
  const viewer = await makeUser(db, { name: 'Vera Viewer' })
  await makeMember(db, project, viewer, 'VIEWER')
  await signIn(page.context(), db, viewer)
  await page.goto('/journey-9-published/studies')
  await page.getByRole('link', { name: 'Validity of instructions' }).click()
  const line = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
  await expect(line('Majority-pass ').first()).toContainText('93.0 %')
  await expect(line('Majority-pass ').first()).toContainText('86.3 to 96.6 %')
  await expect(line('All-pass ').first()).toContainText('88.0 %')
  await expect(line('Fleiss’ kappa')).toContainText('0.738')
  await expect(line('Krippendorff’s alpha')).toContainText('0.739')
  await expect(line('Gwet’s AC1')).toContainText('0.953')
  await expect(page.getByText('Numbers printed by the paper, not by this team')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'study-published')
  expect(await take(page, 'Report, HTML')).toContain('0.738')
  const report = JSON.parse(await take(page, 'Report, JSON'))
  expect(report.tasks[0].numbers.majority).toMatchObject({ passed: 93, n: 100 })
})

async function take(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFile(await download.path(), 'utf8')
}
