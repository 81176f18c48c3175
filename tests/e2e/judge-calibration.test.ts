import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { PrismaClient } from '@/lib/data/client'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import {
  makeCategory,
  makeInstruction,
  makeMember,
  makeProject,
  makeRubric,
  makeUser,
  userActor,
} from '../support/factories'
import { type ModelProcess, startModelProcess } from '../support/model-process'
import { claimAs, judge } from '../support/review'
import { makeProvider } from '../support/run-factories'

let models: ModelProcess
test.beforeAll(async () => {
  models = await startModelProcess()
})
test.afterAll(() => models?.stop())

const TEXTS = 6
const says = (verdict: 'HARMFUL' | 'BENIGN') => ({
  otherwise: { text: JSON.stringify({ rationale: 'As it reads.', verdict }) },
})

async function makeWorld(db: PrismaClient, slug: string) {
  const project = await makeProject(db, { slug, name: 'Judge calibration' })
  const category = await makeCategory(db, project, { title: 'Everyday errands', severity: 0 })
  await makeRubric(db, project, { ...CHAIN_RUBRIC, stage: 'INSTRUCTION' })
  for (let n = 0; n < TEXTS; n++)
    await makeInstruction(db, project, { categoryId: category.id, intent: n % 2 === 0 ? 'HARMFUL' : 'BENIGN' })
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

test('a judge model is calibrated: people answer first, the judge is asked about the same texts, and is held against them', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const slug = `calibrated-${process.env.TEST_WORKER_INDEX}`
  const { project, curator, raters } = await makeWorld(db, slug)
  await makeProvider(db, { name: `Scripted ${slug}`, baseUrl: models.url, maxConcurrent: 2 })
  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/studies/new?preset=calibration&stage=instructions`)
  await page.getByLabel('Seed').fill('7')
  await page.getByRole('checkbox', { name: /^Cleo Curator/ }).uncheck()
  await expect(page.getByText('6 texts, 18 judgments.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Draw and freeze the sample' }).click()
  await expect(page.getByText('0 of 6')).toBeVisible()
  // Nothing of judges while people answer.
  await expect(page.getByRole('heading', { name: 'Judge models against these people' })).toBeHidden()
  const study = await db.study.findFirstOrThrow({ where: { projectId: project.id } })

  // The first harmful one fails with everybody. One rater judges in the browser, two by the verb behind it.
  const [fails] = await db.item.findMany({
    where: { projectId: project.id, intent: 'HARMFUL' },
    orderBy: { number: 'asc' },
  })
  const context = await browser.newContext({ baseURL })
  await signIn(context, db, raters[0]!)
  const own = await context.newPage()
  await own.goto(`/${slug}/review/${study.queueId}`)
  for (let n = 1; n <= TEXTS; n++) {
    const heading = own.getByRole('heading', { level: 1 })
    await expect(heading).toContainText(/\d{4}/)
    const said = (await heading.textContent()) ?? ''
    if (Number(/\d{4}/.exec(said)?.[0]) === fails!.number)
      for (const key of ['r', '1', 'Enter']) await own.keyboard.press(key)
    else await own.keyboard.press('a')
    if (n < TEXTS) await expect(heading).not.toHaveText(said)
  }
  const judged = { queueId: study.queueId, reviewerId: raters[0]!.id }
  await expect.poll(() => db.judgment.count({ where: judged })).toBe(TEXTS)
  await context.close()
  for (const rater of raters.slice(1)) {
    const ctx = { actor: await userActor(db, rater), db, now: new Date() }
    for (const { entryId, revisionId, itemId } of (await claimAs(ctx, { id: study.queueId })).items)
      await judge(ctx, { id: entryId, revisionId }, { decision: itemId === fails!.id ? 'REJECT' : 'ACCEPT' })
  }
  await page.reload()
  await page.getByRole('button', { name: 'Close the study and show its numbers' }).click()
  await expect(page.getByText('No judge model has said anything of these texts that could be compared')).toBeVisible()

  // Each judge prompt about the texts that it is made for, by the links of the study's page.
  const ask = async (link: string, targets: number) => {
    await page.goto(`/${slug}/studies/${study.number}`)
    await page.getByRole('link', { name: link }).click()
    await page.getByLabel('Provider').selectOption(`Scripted ${slug}`)
    await page.getByRole('button', { name: `Start the run, ${targets} calls` }).click()
    await expect(page.getByRole('status').first()).toContainText('Done', { timeout: 40_000 })
  }
  await models.play(says('HARMFUL'))
  await ask('Ask a judge of what is meant to be harmful', 3)
  // The strict one takes the benign ones for harmful, and people do not.
  await ask('Ask a judge of what is not', 3)

  await page.goto(`/${slug}/studies/${study.number}`)
  const panel = (task: string) =>
    page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: new RegExp(`^model-a \\(${task} .*: validity$`) }) })
  const relaxed = panel('judge-semantic-relaxed').last()
  const strict = panel('judge-semantic-strict').last()
  const row = (within: typeof relaxed, name: string) =>
    within.getByRole('row', { name: new RegExp(`^${name}`) }).first()
  // Of three texts people accept two; the judge accepts all.
  await expect(relaxed).toContainText('3 opinions, compared on 3 texts. Of 3 more it says nothing')
  await expect(row(relaxed, 'Says what most raters say')).toContainText('66.7 %')
  await expect(row(relaxed, 'Says what most raters say')).toContainText('2 of 3')
  await expect(row(relaxed, 'Cohen’s kappa')).toContainText('0.000')
  await expect(row(strict, 'Says what most raters say')).toContainText('0.0 %')
  await expect(row(strict, 'Says what most raters say')).toContainText('0 of 3')
  await expect(relaxed.getByRole('img')).toBeVisible()
  await expectAccessible(page)
  await page
    .getByRole('heading', { name: 'Judge models against these people' })
    .evaluate((title) => title.scrollIntoView())
  await photograph(page, 'judge-calibration')

  // The numbers of the study are people's alone.
  await expect(page.getByRole('row', { name: /^Majority-pass / }).first()).toContainText('5 of 6')
  expect(await db.judgment.count({ where: { queueId: study.queueId } })).toBe(18)

  // Who judges here is told no rate over so few.
  const reader = await browser.newContext({ baseURL })
  await signIn(reader, db, raters[0]!)
  const theirs = await reader.newPage()
  await theirs.goto(`/${slug}/studies/${study.number}`)
  await expect(theirs.getByText('too few (3): shown from 20 texts on').first()).toBeVisible()
  await reader.close()
})
