import type { Page } from '@playwright/test'
import type { PrismaClient } from '@/lib/data/client'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeGeneratingProject } from '../support/generating-project'
import { type ModelProcess, startModelProcess } from '../support/model-process'
import { item, itemTitle, savedLine } from '../support/review-desk'

let models: ModelProcess
// Three processes work for it beside the browser.
test.describe.configure({ timeout: 120_000 })
test.beforeAll(async () => {
  models = await startModelProcess()
})
test.afterAll(() => models?.stop())

const status = (page: Page) => page.getByRole('status').first()

/** Fills in the form for one subcategory and starts the run. */
async function startChains(page: Page, slug: string, { calls, samples }: { calls: string; samples: string }) {
  await page.goto(`/${slug}/runs/new?task=chain-synthesis`)
  await page.getByLabel('Unwanted newsletters').check()
  await page.getByLabel('Provider').selectOption(`Scripted ${slug}`)
  await page.getByLabel('Calls a target').fill(samples)
  await page.getByLabel('Calls, at most').fill(calls)
  await page.getByRole('button', { name: `Start the run, ${samples} calls` }).click()
  await expect(page).toHaveURL(/\/runs\/\d+$/)
}

/** Judges everything that is left with one key. */
async function acceptAll(page: Page, path: string, n: number) {
  await page.goto(path)
  for (let done = 0; done < n; done++) {
    await expect(itemTitle(page)).toBeVisible()
    const before = await item(page).textContent()
    await page.keyboard.press('a')
    await expect(async () => expect(await page.locator('body').textContent()).not.toContain(before ?? '')).toPass()
  }
  await expect(savedLine(page)).toContainText(/Saved · \d+ judgment/)
}

const countJudged = (db: PrismaClient, queueId: string) => db.judgment.count({ where: { queueId } })

test('chains for a subcategory are made, judged, and turned into instructions of three intents', async ({
  page,
  browser,
  db,
}) => {
  const slug = 'journey-6'
  const { project, curator, reviewer, queues } = await makeGeneratingProject(db, slug, models.url)
  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/runs`)
  await expect(page.getByText('No runs yet')).toBeVisible()
  await expectAccessible(page)
  await startChains(page, slug, { calls: '10', samples: '2' })
  await expect(status(page)).toContainText('Done')
  await expect(page.getByLabel('2 calls: 2 applied')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'run')
  await page.getByRole('link', { name: 'Call 1', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Answer', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Unwanted newsletters')
  await expectAccessible(page)

  const chains = await db.item.count({ where: { projectId: project.id, stage: 'CHAIN' } })
  const judging = await (await browser.newContext()).newPage()
  await signIn(judging.context(), db, reviewer)
  await acceptAll(judging, `/${slug}/review/${queues.chains.queueId}`, chains)
  await judging.context().close()
  expect(await countJudged(db, queues.chains.queueId)).toBe(chains)

  await page.goto(`/${slug}/chains?verdict=passed`)
  await page.getByLabel('Select this page').check()
  await page.getByRole('link', { name: 'Make instructions' }).click()
  await expect(page.getByText(`${chains} picked in the list.`)).toBeVisible()
  for (const intent of ['harmful', 'borderline', 'benign'] as const) {
    await page.getByLabel('Task').selectOption(`instruction-${intent}`)
    await page.getByLabel('Provider').selectOption(intent === 'benign' ? 'Demo model' : `Scripted ${slug}`)
    const start = page.getByRole('button', { name: /^Start the run, \d+ calls/ })
    await expect(start).toBeEnabled()
    if (intent === 'benign') await page.getByLabel('Strict judge').check()
    await start.click()
    await expect(page).toHaveURL(/\/runs\/\d+$/)
    await expect(status(page)).toContainText('Done')
    const made = await db.item.findMany({
      where: { projectId: project.id, stage: 'INSTRUCTION', intent: intent.toUpperCase() as 'HARMFUL' },
      include: { revisions: true },
    })
    expect(made.length).toBeGreaterThan(0)
    expect(made.every(({ parentId, revisions }) => parentId && revisions[0]?.parentRevisionId)).toBe(true)
    await page.goBack()
  }
  // A judge's opinion stands beside the text, and is no vote.
  const opinions = await db.finding.count({ where: { projectId: project.id, source: 'JUDGE' } })
  expect(opinions).toBeGreaterThan(0)
  const waiting = await db.queueEntry.count({ where: { queueId: queues.instructions.queueId, status: 'OPEN' } })
  expect(waiting).toBe(await db.item.count({ where: { projectId: project.id, stage: 'INSTRUCTION' } }))
})

test('a run is paused, resumed, cancelled, stops at its budget, and says in words what failed', async ({
  page,
  db,
}) => {
  const slug = 'journey-6-trouble'
  const { project, curator } = await makeGeneratingProject(db, slug, models.url)
  await signIn(page.context(), db, curator)

  await test.step('the budget is reached: it stands, says so, and goes on with another', async () => {
    await startChains(page, slug, { calls: '1', samples: '3' })
    await expect(status(page)).toContainText('Stopped at its budget, 2 waiting')
    await expect(page.getByText('Its budget of 1 call is used up.')).toBeVisible()
    await expectAccessible(page)
    await photograph(page, 'run-budget')
    await page.getByLabel('Budget, calls').fill('10')
    await page.getByRole('button', { name: 'Raise the budget and resume' }).click()
    await expect(status(page)).toContainText('Done')
  })

  await test.step('paused by a person, resumed, cancelled; what came is kept', async () => {
    await models.play({ otherwise: { delayMs: 1_500 } })
    await startChains(page, slug, { calls: '50', samples: '20' })
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(status(page)).toContainText(/Paused, \d+ waiting|Pausing/)
    await expect(status(page)).toContainText(/Paused, \d+ waiting/)
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(status(page)).toContainText('Running')
    await page.getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('button', { name: /^Cancel \d+ waiting/ }).click()
    await expect(status(page)).toContainText(/Cancelled, \d+ kept/)
  })

  await test.step('a rate limit, a server that fails, and half an answer, each in words; what failed is tried again', async () => {
    await models.play({
      steps: [
        { status: 429, retryAfter: '1' },
        { status: 400, message: 'Not like that' },
        { fault: 'half-json' },
        { fault: 'half-json' },
      ],
    })
    await startChains(page, slug, { calls: '50', samples: '3' })
    await expect(status(page)).toContainText('Done', { timeout: 40_000 })
    const failures = page.getByRole('region', { name: 'Failures by class' })
    await expect(failures).toContainText('The request was refused')
    await expect(page.getByRole('region', { name: 'Generations' })).toContainText('The request was refused')
    await expectAccessible(page)
    await photograph(page, 'run-failures')
    await models.play({})
    await page.getByRole('button', { name: /^Retry \d+ that failed/ }).click()
    await expect(page.getByLabel('3 calls: 3 applied')).toBeVisible()
    await expect(status(page)).toContainText('Done')
    // What went wrong stays known: at one call, which came through.
    await failures
      .getByRole('row', { name: /The request was refused/ })
      .getByRole('link', { name: '1' })
      .last()
      .click()
    await expect(page).toHaveURL(/view=applied&kind=BAD_REQUEST&met=1/)
    await expect(page.getByText('only: at some call, the request was refused')).toBeVisible()
  })

  await test.step('a key that is refused stands the run, and says what to do', async () => {
    await models.play({ otherwise: { status: 401, message: 'Bad key' } })
    await startChains(page, slug, { calls: '5', samples: '2' })
    await expect(status(page)).toContainText('Stopped: the key was refused')
    await expect(
      page.getByText(/^The key was refused: .*Mend the key under Models, then resume the run\./),
    ).toBeVisible()
    await models.play({})
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(status(page)).toContainText('Done')
  })

  await page.goto(`/${slug}/runs`)
  await expect(page.getByRole('row')).toHaveCount(5)
  await expectAccessible(page)
  await photograph(page, 'runs')
  expect(await db.generationRun.count({ where: { projectId: project.id, reservedMicros: { not: 0 } } })).toBe(0)
})
