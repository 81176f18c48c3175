import type { Page } from '@playwright/test'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { PrismaClient } from '@/lib/data/client'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import {
  makeCategory,
  makeChain,
  makeGold,
  makeMember,
  makeProject,
  makeQueue,
  makeRubric,
  makeUser,
  userActor,
} from '../support/factories'
import { claimAs, judge, letStand } from '../support/review'

const WHY = 'Each step uses what the one before it found.'
const REMARK = 'The table is never read again.'

/** Four chains in a queue for two reviewers, four others with gold answers, a curator and a lead. */
async function makeWorld(db: PrismaClient, slug: string) {
  const project = await makeProject(db, { slug, name: 'Second looks' })
  const category = await makeCategory(db, project, { title: 'Errands', severity: 0 })
  const rubric = await makeRubric(db, project, CHAIN_RUBRIC)
  const person = async (name: string, role: 'CURATOR' | 'REVIEWER' | 'ADJUDICATOR') => {
    const user = await makeUser(db, { name })
    await makeMember(db, project, user, role)
    return user
  }
  const curator = await person('Cleo Curator', 'CURATOR')
  const [rae, ravi] = [await person('Rae Reviewer', 'REVIEWER'), await person('Ravi Reviewer', 'REVIEWER')]
  const lead = await person('Lena Lead', 'ADJUDICATOR')
  const errands = ['the library’s opening hours', 'the minutes of a meeting', 'a list of plants', 'the weekly menu']
  const chainOf = (explanation: string) =>
    makeChain(db, project, { categoryId: category.id, content: { steps: ['Files.read_file'], explanation } })
  const items = []
  for (const errand of errands) items.push(await chainOf(`Reads ${errand} and sends a short note about it.`))
  for (const errand of errands)
    await makeGold(db, project, await chainOf(`Files ${errand} by date.`), { decision: 'ACCEPT', reason: WHY })
  const reviewers = [rae, ravi]
  const { queue } = await makeQueue(db, project, { items, reviewers, rubricVersionId: rubric.id, slots: 2 })
  await db.reviewQueue.update({ where: { id: queue.id }, data: { name: 'Chains, first look' } })
  return { project, queue, curator, rae, ravi, lead }
}

/** All that is sent to a browser about items and queues, pages included. */
function listen(page: Page): string[] {
  const texts: string[] = []
  page.on('response', async (response) => {
    const type = response.headers()['content-type'] ?? ''
    if (/html|json|x-component/.test(type)) texts.push(await response.text().catch(() => ''))
  })
  return texts
}

/** Judges all that a queue holds for somebody, by keyboard; every `rejectEvery`th is rejected with a remark. */
async function judgeAll(page: Page, address: string, count: number, rejectEvery = 0) {
  await page.goto(address)
  const heading = page.getByRole('heading', { level: 1 })
  for (let n = 1; n <= count; n++) {
    await expect(heading).toContainText(/\d{4}/)
    const said = (await heading.textContent()) ?? ''
    if (rejectEvery > 0 && n % rejectEvery === 0) {
      await page.keyboard.press('r')
      await page.keyboard.press('1')
      await page.getByRole('textbox', { name: /note/i }).fill(REMARK)
      await page.keyboard.press('Control+Enter')
    } else await page.keyboard.press('a')
    if (n < count) await expect(heading).not.toHaveText(said)
  }
}

test('gold texts go among a queue’s, the reviewer is not told, and the results are the curator’s', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const slug = `gold-${process.env.TEST_WORKER_INDEX}`
  const { queue, curator, rae } = await makeWorld(db, slug)
  await signIn(page.context(), db, curator)
  const settings = `/${slug}/review/${queue.id}/settings`
  await page.goto(settings)
  await page.getByLabel('Share of the queue, %').fill('50')
  await page.getByRole('button', { name: 'Put them in' }).click()
  await expect(page.getByText('4 gold texts added, 4 in all.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Gold texts among them, 4 of 8' })).toBeVisible()
  // Once more changes nothing: the share is reached.
  await page.getByRole('button', { name: 'Put them in' }).click()
  await expect(page.getByText('0 gold texts added, 4 in all.')).toBeVisible()

  const context = await browser.newContext({ baseURL })
  await signIn(context, db, rae)
  const own = await context.newPage()
  const sent = listen(own)
  await judgeAll(own, `/${slug}/review/${queue.id}`, 8, 4)
  await expect.poll(() => db.judgment.count({ where: { queueId: queue.id, reviewerId: rae.id } })).toBe(8)
  await own.goto(`/${slug}/review`)
  await expect(own.getByRole('heading', { level: 1 })).toBeVisible()
  expect(sent.some((text) => text.includes('by date'))).toBe(true)
  for (const text of sent) expect(text).not.toMatch(/goldId|gold_id|gold answer|each step uses what/i)
  for (const address of [settings, `/${slug}/gold`]) expect((await own.goto(address))?.status()).toBe(404)
  await context.close()

  await page.goto(settings)
  const scores = page.getByRole('table', { name: 'Answers to gold texts' })
  const right = await db.judgment.count({
    where: { queueId: queue.id, decision: 'ACCEPT', entry: { goldId: { not: null } } },
  })
  await expect(scores.getByRole('row', { name: /Rae Reviewer/ })).toContainText(`${right} of 4`)
  await expect(scores.getByRole('row', { name: /Ravi Reviewer/ })).toContainText('0 of 0')
  await expectAccessible(page)
  await photograph(page, 'queue-settings')
  await page.goto(`/${slug}/gold`)
  await expect(page.getByRole('region', { name: 'Gold texts in queues' })).toContainText(`${right} of 4`)
})

test('a lead judges a seeded share of each reviewer’s work without seeing what was said', async ({
  page,
  db,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const slug = `audit-${process.env.TEST_WORKER_INDEX}`
  const { project, queue, curator, rae, ravi, lead } = await makeWorld(db, slug)
  for (const user of [rae, ravi]) {
    const ctx = { actor: await userActor(db, user), db, now: new Date() }
    for (const { entryId, revisionId } of (await claimAs(ctx, queue)).items)
      await judge(ctx, { id: entryId, revisionId }, { decision: 'REJECT', criteria: { logical: false }, note: REMARK })
  }
  await letStand(db)
  await signIn(page.context(), db, curator)
  await page.goto(`/${slug}/review/${queue.id}/settings`)
  await expect(page.getByLabel('Share of each reviewer’s work, %')).toHaveValue('15')
  await page.getByLabel('Share of each reviewer’s work, %').fill('50')
  await page.getByRole('group', { name: /lead/i }).getByRole('checkbox', { name: 'Lena Lead' }).check()
  await page.getByRole('button', { name: 'Give it to a lead' }).click()
  await expect(page.getByText(/^4 judgments on [2-4] texts go to a lead/)).toBeVisible()
  await expectAccessible(page)

  const drawn = await db.auditRow.findMany({ where: { entry: { projectId: project.id } }, include: { judgment: true } })
  expect(drawn.filter(({ judgment }) => judgment.reviewerId === rae.id)).toHaveLength(2)
  expect(drawn.filter(({ judgment }) => judgment.reviewerId === ravi.id)).toHaveLength(2)
  const audit = await db.reviewQueue.findFirstOrThrow({ where: { projectId: project.id, purpose: 'AUDIT' } })
  const texts = await db.queueEntry.count({ where: { queueId: audit.id } })

  const context = await browser.newContext({ baseURL })
  await signIn(context, db, lead)
  const own = await context.newPage()
  const sent = listen(own)
  await own.goto(`/${slug}/review`)
  await expect(own.getByText('Audit: Chains, first look')).toBeVisible()
  await judgeAll(own, `/${slug}/review/${audit.id}`, texts)
  await expect.poll(() => db.judgment.count({ where: { queueId: audit.id } })).toBe(texts)
  for (const text of sent) expect(text).not.toContain(REMARK)
  await context.close()

  await page.goto(`/${slug}/gold`)
  const audits = page.getByRole('region', { name: 'Lead audits' })
  for (const name of ['Rae Reviewer', 'Ravi Reviewer'])
    await expect(audits.getByRole('row', { name: new RegExp(name) })).toContainText('0 of 2')
  await expectAccessible(page)
  await photograph(page, 'gold-audits')
})
