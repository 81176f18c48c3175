import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeCategory, makeChain, makeGold, makeMember, makeProject, makeRubric, makeUser } from '../support/factories'

test('a calibration is made of gold answers, says after each what is right, and who passed', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const slug = `calibration-${process.env.TEST_WORKER_INDEX}`
  const project = await makeProject(db, { slug, name: 'Calibration' })
  const category = await makeCategory(db, project, { title: 'Errands', severity: 0 })
  await makeRubric(db, project, CHAIN_RUBRIC)
  for (let n = 0; n < 3; n++) {
    const chain = await makeChain(db, project, { categoryId: category.id })
    if (n < 2) await makeGold(db, project, chain, { reason: 'Each step uses the one before.' })
  }
  const curator = await makeUser(db, { name: 'Cleo Curator' })
  await makeMember(db, project, curator, 'CURATOR')
  const reviewer = await makeUser(db, { name: 'Rae Reviewer' })
  await makeMember(db, project, reviewer, 'REVIEWER')

  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/gold`)
  await page.getByLabel('Number', { exact: true }).fill('3')
  await page.getByLabel('Answer', { exact: true }).selectOption('REJECT')
  await page.getByLabel('Why', { exact: true }).fill('The last step adds nothing.')
  await page.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Gold answers' }).getByRole('row')).toHaveCount(4)
  await page.getByRole('spinbutton', { name: 'Texts' }).fill('3')
  await page.getByRole('checkbox', { name: /^Rae Reviewer/ }).check()
  await page.getByRole('button', { name: 'Make the calibration' }).click()
  await expect(page.getByText('Made: 3 texts.')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'gold')

  const queue = await db.reviewQueue.findFirstOrThrow({ where: { projectId: project.id } })
  const context = await browser.newContext({ baseURL })
  await signIn(context, db, reviewer)
  const own = await context.newPage()
  await own.goto(`/${slug}/review/${queue.id}`)
  const note = own.getByRole('region', { name: 'The gold answer to your last one' })
  for (let n = 1; n <= 3; n++) {
    await expect(own.getByRole('heading', { level: 1 })).toContainText(/\d{4}/)
    await own.keyboard.press('a')
    await expect(note).toContainText(`of ${n} right, 3 in all`)
    if (n === 2) {
      await expectAccessible(own)
      await photograph(own, 'calibration')
    }
  }
  // Two of three: below a mark of 80 %.
  await expect(note).toContainText('2 of 3 right')
  await expect(note).toContainText('below the mark')
  await own.goto(`/${slug}/review`)
  await expect(own.getByText(/2 of 3 as the gold answers/)).toBeVisible()
  await context.close()

  await page.reload()
  await expect(page.getByRole('region', { name: 'Calibrations' })).toContainText('below the mark')
})
