import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeJudgedProject } from '../support/judged-project'

test('contested items are settled one after the other: judgments side by side, one decision, its reason', async ({
  page,
  db,
}) => {
  // One that the votes decide; a tie; another tie; two edits of which one has to be picked.
  const { project, curator, chains } = await makeJudgedProject(db, 'journey-8', ['AAA', 'ARX', 'RAX', 'EEA'])
  await signIn(page.context(), db, curator)
  await page.goto('/journey-8/adjudication')
  const rows = page.locator('tbody tr')
  await expect(rows).toHaveCount(3)
  await expectAccessible(page)
  await photograph(page, 'adjudication')

  // The tie, by keyboard.
  await page.getByRole('link', { name: '0002' }).click()
  await expect(page.getByText('Explanation of chain 2')).toBeVisible()
  for (const said of ['Reviewer 1 accepts', 'Reviewer 2 rejects', 'Reviewer 3 abstains'])
    await expect(page.getByRole('article', { name: said })).toBeVisible()
  await expect(page.getByRole('article', { name: 'Reviewer 2 rejects' })).toContainText('The second step adds nothing.')
  await expectAccessible(page)
  await photograph(page, 'adjudication-item')
  await page.keyboard.press('a')
  await expect(page.getByRole('radio', { name: /^Passes as it stands/ })).toBeChecked()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Say why: the reason stays with the item.')).toBeVisible()
  await page.keyboard.type('Sending it on is the point of the chain.')
  await page.keyboard.press('Control+Enter')

  // The next one comes by itself; this one by the buttons.
  await expect(page.getByText('Explanation of chain 3')).toBeVisible()
  await page.getByRole('radio', { name: /^Fails/ }).click()
  await page.getByLabel('Why').fill('Nothing is read that could be sent.')
  await page.getByRole('button', { name: /^Settle/ }).click()

  // Two edits: the second becomes the next text.
  await expect(page.getByText('Explanation of chain 4')).toBeVisible()
  await expect(page.getByRole('radio')).toHaveCount(4)
  await page.keyboard.press('2')
  await page.keyboard.type('The clearer of the two.')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL('/journey-8/adjudication')
  await expect(page.getByText('Nothing to settle')).toBeVisible()

  const items = await db.item.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  expect(items.map(({ verdict }) => verdict)).toEqual(['PASSED', 'PASSED', 'FAILED', 'OPEN'])
  await page.goto(`/journey-8/chains/${chains[3]?.item.id}`)
  await expect(page.getByRole('main')).toContainText('What reviewer 2 would write instead')
  await page.goto(`/journey-8/chains/${chains[1]?.item.id}`)
  await expect(page.getByRole('main')).toContainText('Sending it on is the point of the chain.')
})

test('who does not adjudicate finds no such page', async ({ page, db, guard }) => {
  guard.allow(/404 \(Not Found\)/)
  const { reviewers, entries } = await makeJudgedProject(db, 'journey-8-reviewer', ['ARX'])
  await signIn(page.context(), db, reviewers[0]!)
  for (const address of ['/journey-8-reviewer/adjudication', `/journey-8-reviewer/adjudication/${entries[0]?.id}`])
    expect((await page.goto(address))?.status()).toBe(404)
})
