import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeJudgedProject } from '../support/judged-project'

const times = (count: number, votes: string) => Array.from({ length: count }, () => votes)
/** Most pass, few do not: where κ and AC1 part ways. 20 + 2 + 1 + 2 items. */
const VOTES = [...times(20, 'AAA'), 'AAR', 'RAA', 'RRA', ...times(2, 'RRR')]

const table = (page: Page, caption: string) => page.getByRole('table', { name: caption, exact: true })

async function download(page: Page, panel: string, kind: 'CSV' | 'SVG') {
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: panel, exact: true }) })
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    section.getByRole('button', { name: kind, exact: true }).click(),
  ])
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

test('the agreement page sets every coefficient side by side, says why they differ, and hands out plot and data', async ({
  page,
  db,
}) => {
  const { curator } = await makeJudgedProject(db, 'agreement', VOTES)
  await signIn(page.context(), db, curator)
  await page.goto('/agreement/quality')
  await page.getByRole('link', { name: 'Agreement', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Agreement', exact: true })).toBeVisible()
  // 22 of 25 agree wholly, 3 in one pair of three: 92 %. 65 of 75 votes accept.
  await expect(page.getByText('25 chains')).toBeVisible()
  await expect(page.getByText('86.7\u00a0% of the votes are “accept”')).toBeVisible()
  await expect(
    page.getByRole('img', { name: /Coefficients of agreement over 25 items.*Percent agreement 0\.920/ }),
  ).toBeVisible()
  await expect(page.getByRole('img', { name: /^AC1 of each pair of 3 reviewers/ })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'agreement')

  const csv = await download(page, 'All coefficients', 'CSV')
  expect(csv.name).toBe('agreement.csv')
  expect(csv.text.split('\r\n')[1]).toMatch(/^Percent agreement,0\.92\d*,/)
  const svg = await download(page, 'All coefficients', 'SVG')
  expect(svg.text).toMatch(/^<\?xml/)
  expect(svg.text).toContain('Krippendorff’s α')
  expect(svg.text).not.toContain('var(--')

  await page.getByText('Data as a table').first().click()
  await expect(table(page, 'Coefficients of agreement').getByRole('row')).toHaveCount(9)
  for (const name of ['Cohen’s κ', 'Scott’s π', 'Gwet’s AC2', 'Brennan–Prediger'])
    await expect(table(page, 'Coefficients of agreement').getByRole('cell', { name, exact: true })).toBeVisible()
  await expect(table(page, 'Coefficients of agreement')).toContainText('mean of 3 pairs')
  await expect(table(page, 'Coefficients of agreement')).toContainText('for two ratings an item')
  await expectAccessible(page)
})

test('a curator has intervals computed by resampling, with a seed that stands beside them', async ({
  page,
  db,
  guard,
}) => {
  const { curator, reviewers } = await makeJudgedProject(db, 'intervals', VOTES)
  await signIn(page.context(), db, curator)
  await page.goto('/intervals/quality/agreement')
  await page.getByLabel('Seed').fill('7')
  await page.getByLabel('Resamples').fill('400')
  await page.getByRole('button', { name: 'Compute', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Compute again' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('400 resamples, seed 7')).toBeVisible()
  await expect(page.getByText('75 votes by 3 reviewers on 25 chains')).toBeVisible()
  await expect(page.getByRole('img', { name: /^Intervals of 6 coefficients of agreement by resampling/ })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'agreement-intervals')
  const csv = await download(page, 'Intervals by resampling', 'CSV')
  expect(csv.name).toBe('agreement-intervals.csv')
  expect(csv.text).toContain('Krippendorff’s α,each reviewer left out,')
  const svg = await download(page, 'Intervals by resampling', 'SVG')
  expect(svg.text).toMatch(/^<\?xml/)

  // Who only reads sees them, and asks for none.
  await signIn(page.context(), db, reviewers[0]!)
  await page.goto('/intervals/quality/agreement')
  await expect(page.getByText('400 resamples, seed 7')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Compute/ })).toHaveCount(0)
  expect(guard.found).toEqual([])
})

test('where “ambiguous” is an answer AC2 takes the three in their order', async ({ page, db }) => {
  const votes = [...times(16, 'AAA'), ...times(3, 'AAC'), ...times(3, 'ACR'), ...times(3, 'RRR')]
  const { curator } = await makeJudgedProject(db, 'ordered', votes, { offersAmbiguous: true })
  await signIn(page.context(), db, curator)
  await page.goto('/ordered/quality/agreement?as=tables')
  await expect(page.getByRole('heading', { name: 'Accept, ambiguous, reject' })).toBeVisible()
  const ac2 = table(page, 'Coefficients of agreement').getByRole('row', { name: /AC2/ })
  await expect(ac2).toContainText('accept, ambiguous, reject in their order')
  await expect(ac2).toContainText(/0\.\d{3}/)
  await expectAccessible(page)
})

test('who judges sees no names, no pairs, and no figure of few items; who does not curate has no page of reviewers', async ({
  page,
  db,
  guard,
}) => {
  const { reviewers } = await makeJudgedProject(db, 'agreement-few', times(4, 'AAR'))
  await signIn(page.context(), db, reviewers[0]!)
  await page.goto('/agreement-few/quality/agreement')
  await expect(page.getByText('Too few so far: 4')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('Reviewer 2')
  guard.allow(/404/)
  const answer = await page.goto('/agreement-few/quality/reviewers')
  expect(answer?.status()).toBe(404)
})

test('a curator has the reliability of reviewers fitted, and opens an item where model and majority differ', async ({
  page,
  db,
  guard,
}) => {
  // The third reviewer is mostly wrong: where the second abstains, the first and the third are level.
  const votes = [...times(16, 'AAA'), ...times(6, 'RRR'), ...times(3, 'AAR'), 'AXR', 'AXR']
  const { curator } = await makeJudgedProject(db, 'reliability', votes)
  await signIn(page.context(), db, curator)
  await page.goto('/reliability/quality/reviewers')
  await page.getByRole('button', { name: 'Fit the model' }).click()
  await expect(page.getByRole('button', { name: 'Fit it again' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('img', { name: /right by the model, beside the share with the majority/ })).toBeVisible()
  await expect(page.getByText('2 of 27 items')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'reviewers')
  await page
    .getByRole('link', { name: /^#\d+$/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/reliability\/chains\//)
  expect(guard.found).toEqual([])
})
