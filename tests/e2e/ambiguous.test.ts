import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeCategory, makeChain, makeMember, makeProject, makeUser } from '../support/factories'
import { makeJudgedProject } from '../support/judged-project'
import { itemTitle, makeReviewDesk, pressOn } from '../support/review-desk'

test('ambiguous is an answer of its own: a key on its button, reasons or none, taken back like any other', async ({
  page,
  db,
}) => {
  const desk = await makeReviewDesk(page.context(), db, 'caution', { chains: 4, slots: 3, offersAmbiguous: true })
  await desk.open(page)
  await expect(page.getByRole('button', { name: 'Ambiguous, needs caution' })).toHaveText(/c$/i)
  await pressOn(page, 'c', 'c')
  await page.keyboard.press('c')
  await expect(page.getByText('Why with caution? If it helps')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'review-ambiguous')
  const last = await pressOn(page, '4', 'Enter')
  await page.keyboard.press('u')
  await expect(itemTitle(page)).toHaveText(last)
  await page.keyboard.press('c')
  await expect(page.getByRole('checkbox', { name: 'A step is missing' })).toBeChecked()
  await pressOn(page, 'Enter')
  const stored = async () => (await desk.judgments()).map(({ decision, reasons }) => [decision, ...reasons].join(' '))
  await expect.poll(stored).toEqual(['AMBIGUOUS', 'AMBIGUOUS missing_step'])
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('heading', { name: 'You called it ambiguous.' })).toBeVisible()
})

test('where a queue does not offer it there is no such button and no such key', async ({ page, db }) => {
  const desk = await makeReviewDesk(page.context(), db, 'no-caution', { chains: 2, slots: 3 })
  await desk.open(page)
  const before = await itemTitle(page).textContent()
  await page.keyboard.press('c')
  await page.keyboard.press('c')
  await expect(itemTitle(page)).toHaveText(before ?? '')
  await expect(page.getByRole('button', { name: /Ambiguous/ })).toHaveCount(0)
})

test('a queue is made that begins with two judgments and offers ambiguous; it says what was saved', async ({
  page,
  db,
}) => {
  const votes = ['AA', 'AA', 'ARA', 'ACA', 'RR']
  const { project, curator, category, queue } = await makeJudgedProject(db, 'begun', votes, {
    ...{ startAt: 2, offersAmbiguous: true },
  })
  await signIn(page.context(), db, curator)
  await page.goto(`/begun/review/${queue.id}/settings`)
  await expect(page.getByText('begun with 2, ambiguous counts as reject')).toBeVisible()
  await expect(page.getByText('3 of 15 planned judgments were not needed (20.0 %)')).toBeVisible()
  await expectAccessible(page)

  // Figures that stopping would bend are said to be from what it cannot bend, and both readings stand there.
  await page.goto('/begun/quality')
  await expect(page.getByText('3 of 15 planned judgments (20.0 %) were not needed')).toBeVisible()
  const readings = page.getByRole('table', { name: 'Pass rates under both readings of ambiguous answers' })
  await expect(readings.getByRole('row').nth(1)).toContainText('80.0 %')
  await expect(page.getByText('Computed from the first two votes on each item')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'quality-readings')

  await makeChain(db, project, { categoryId: category.id })
  await page.goto('/begun/review/new')
  await page.getByLabel('Name').fill('Begun with two')
  await page.getByLabel(/^Begin with 2 judgments/).check()
  await page.getByLabel('“Ambiguous, needs caution”').selectOption('ACCEPT')
  await page.getByLabel('Extra judgments where the vote is close').selectOption('2')
  await expectAccessible(page)
  await photograph(page, 'queue-new-begun')
  await page.getByRole('button', { name: 'Make the queue' }).click()
  await expect(page.getByRole('heading', { name: 'Begun with two' })).toBeVisible()
  await expect(page.getByText('Begins with 2 of 3 judgments.')).toBeVisible()
  const made = await db.reviewQueue.findFirstOrThrow({ where: { projectId: project.id, name: 'Begun with two' } })
  expect(made).toMatchObject({ startAt: 2, offersAmbiguous: true, ambiguousCountsAs: 'ACCEPT', extraSlots: 2 })
})

test('a study offers the third answer when its design says so, and reports both readings of the same judgments', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const slug = `third-${process.env.TEST_WORKER_INDEX}`
  const project = await makeProject(db, { slug })
  const category = await makeCategory(db, project, { severity: 0 })
  for (let n = 0; n < 2; n++) await makeChain(db, project, { categoryId: category.id })
  const [curator, rater] = [await makeUser(db), await makeUser(db)]
  await makeMember(db, project, curator, 'CURATOR')
  await makeMember(db, project, rater, 'REVIEWER')
  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/studies/new?preset=free&stage=chains`)
  await page.getByLabel('Judgments each text gets').fill('1')
  await page.getByRole('checkbox', { name: new RegExp(`^${curator.name}`) }).uncheck()
  await page.getByLabel('Offer “ambiguous, needs caution” as a third answer').check()
  await expect(page.getByText('2 texts, 2 judgments.')).toBeVisible()
  await page.getByRole('button', { name: 'Draw and freeze the sample' }).click()
  await expect(page.getByText('ambiguous, read strictly and leniently')).toBeVisible()
  const study = await db.study.findFirstOrThrow({ where: { projectId: project.id } })

  const context = await browser.newContext({ baseURL })
  await signIn(context, db, rater)
  const own = await context.newPage()
  await own.goto(`/${slug}/review/${study.queueId}`)
  await expect(own.getByRole('button', { name: 'Ambiguous, needs caution' })).toBeVisible()
  const heading = own.getByRole('heading', { level: 1 })
  const first = (await heading.textContent()) ?? ''
  await own.keyboard.press('c')
  await own.keyboard.press('c')
  await expect(heading).not.toHaveText(first)
  await own.keyboard.press('a')
  await expect.poll(() => db.judgment.count({ where: { queueId: study.queueId } })).toBe(2)
  await context.close()

  await page.reload()
  await page.getByRole('button', { name: 'Close the study and show its numbers' }).click()
  const of = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) })
  const passes = (name: string) =>
    of(name)
      .getByRole('row', { name: /^Majority-pass / })
      .first()
  await expect(passes('Validity, strict')).toContainText('1 of 2')
  await expect(passes('Validity, lenient')).toContainText('2 of 2')
  await expectAccessible(page)
})
