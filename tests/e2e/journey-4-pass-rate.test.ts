import type { Page } from '@playwright/test'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeJudgedProject } from '../support/judged-project'

const times = (count: number, votes: string) => Array.from({ length: count }, () => votes)
/** 24 closed: 21 by majority, 18 by all votes; and two that nobody has judged to the end. */
const VOTES = [...times(18, 'AAA'), ...times(3, 'AAR'), ...times(2, 'RRA'), 'RRR', 'A', '']

const line = (page: Page, label: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: label, exact: true }) })
    .first()

test('the quality page says rate, interval and n, and a number opens its items', async ({ page, db }) => {
  const { curator } = await makeJudgedProject(db, 'journey-4', VOTES)
  await signIn(page.context(), db, curator)
  await page.goto('/journey-4/quality')

  // Wilson's 95 % interval of 21 of 24, worked out by hand: 69.0 to 95.7.
  const all = line(page, 'All categories')
  await expect(all.getByRole('cell')).toHaveText(['24', '', '87.5 %', '69.0 to 95.7', '75.0 %', '2'])
  await expect(page.getByText('24 closed, 2 still open and not counted')).toBeVisible()
  // 19 of 24 agree wholly, 5 in one pair of three: 0.861 ± 2.069 standard errors of 0.0565.
  const agreement = line(page, 'Percent agreement, pairs of reviewers')
  await expect(agreement.getByRole('cell')).toHaveText(['86.1 %', '74.4 % to 97.8 %', '24'])
  await expectAccessible(page)
  await photograph(page, 'quality')

  await all.getByRole('link', { name: '24' }).click()
  await expect(page.getByRole('heading', { name: 'Items behind a figure' })).toBeVisible()
  await expect(page.locator('tbody tr')).toHaveCount(24)
  await expectAccessible(page)
  await photograph(page, 'quality-items')

  await page.getByRole('link', { name: 'Back to Quality' }).click()
  await page.getByRole('link', { name: '2 accept, 1 reject' }).click()
  await expect(page.locator('tbody tr')).toHaveCount(3)
  for (const row of await page.locator('tbody tr').all()) await expect(row).toContainText('Passed')

  await page.getByRole('link', { name: 'Back to Quality' }).click()
  const byIntent = page.getByRole('region', { name: 'Pass rates by intent' })
  await byIntent.getByRole('link', { name: /%$/ }).first().click()
  await expect(page).toHaveURL(/intent=HARMFUL/)
  await expect(page).toHaveURL(/pass=majority/)
  for (const row of await page.locator('tbody tr').all()) await expect(row).toContainText('Passed')
})

test('who judges in the project sees no rate over few items', async ({ page, db }) => {
  const { reviewers } = await makeJudgedProject(db, 'journey-4-few', times(3, 'AAA'))
  await signIn(page.context(), db, reviewers[0]!)
  await page.goto('/journey-4-few/quality')
  await expect(page.getByText('too few (3): shown from 20 closed chains on').first()).toBeVisible()
  await expect(page.getByText('too few (3)', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('100.0 %')
})
