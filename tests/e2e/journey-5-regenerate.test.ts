import { addItems } from '@/lib/services/queues/add-items'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeChain, userActor } from '../support/factories'
import { makeGeneratingProject } from '../support/generating-project'
import { type ModelProcess, startModelProcess } from '../support/model-process'
import { item, itemTitle, note, savedLine } from '../support/review-desk'

let models: ModelProcess
// Three processes work for it beside the browser.
test.describe.configure({ timeout: 120_000 })
test.beforeAll(async () => {
  models = await startModelProcess()
})
test.afterAll(() => models?.stop())

const REASON = 'Nobody reads a file before knowing which one.'
const REJECTED = 'Reads the list of subscribers and sends them a newsletter that they did not ask for.'

test('a rejected chain is written again with the reviewer’s reason, judged afresh while blind, and passes', async ({
  page,
  browser,
  db,
}) => {
  const slug = 'journey-5'
  const { project, curator, reviewer, categories, queues } = await makeGeneratingProject(db, slug, models.url)
  const content = { steps: ['Files.read_file', 'Mail.send_email'], explanation: REJECTED }
  const chain = await makeChain(db, project, { content, categoryId: categories[0]!.id })
  const ctx = { actor: await userActor(db, curator), db, now: new Date() }
  await addItems(ctx, { queueId: queues.chains.queueId, filter: { itemIds: [chain.item.id] }, again: false })
  const bench = `/${slug}/review/${queues.chains.queueId}`

  const judging = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await signIn(judging.context(), db, reviewer)
  await test.step('a reviewer rejects it, with a reason', async () => {
    await judging.goto(bench)
    await expect(item(judging)).toContainText(REJECTED)
    await judging.keyboard.press('r')
    await judging.keyboard.press('1')
    await note(judging).fill(REASON)
    await judging.keyboard.press('Control+Enter')
    await expect(savedLine(judging)).toContainText('Saved · 1 judgment')
  })

  await test.step('the form shows what the reason adds to the prompt, and what it costs', async () => {
    await signIn(page.context(), db, curator)
    await page.goto(`/${slug}/chains?verdict=failed`)
    await page.getByLabel('Select this page').check()
    await page.getByRole('link', { name: 'Regenerate' }).click()
    await expect(page.getByText('1 picked in the list.')).toBeVisible()
    await page.getByLabel('Provider').selectOption(`Scripted ${slug}`)
    await page.getByRole('button', { name: 'Show the request for the first target' }).click()
    await expect(page.getByText(REASON)).toBeVisible()
    await expectAccessible(page)
    await photograph(page, 'run-form-regenerate')
    await page.getByRole('button', { name: 'Start the run, 1 call' }).click()
    await expect(page.getByRole('status').first()).toContainText('Done')
    await expect(page.getByRole('region', { name: 'Generations' })).toContainText('a new attempt')
  })

  await test.step('the model was sent the rejected text and the reason, as data', async () => {
    const [asked] = await models.requests()
    const sent = JSON.stringify(asked?.body.messages)
    expect(asked?.task).toBe('regenerate-chain')
    for (const words of [REASON, REJECTED, 'Criteria not met: Logical']) expect(sent).toContain(words)
    expect(sent).not.toContain(reviewer.name)
  })

  await test.step('the new text comes back blind: no attempt, no reason, no earlier text', async () => {
    const { currentRevisionId } = await db.item.findUniqueOrThrow({ where: { id: chain.item.id } })
    expect(currentRevisionId).not.toBe(chain.revision.id)
    await judging.goto(bench)
    await expect(itemTitle(judging)).toBeVisible()
    const shown = await judging.content()
    for (const words of [REASON, REJECTED, 'Attempt', '"attempt']) expect(shown).not.toContain(words)
    await judging.keyboard.press('a')
    await expect(savedLine(judging)).toContainText(/Saved · \d judgment/)
    await judging.context().close()
  })

  await expect(async () => {
    const after = await db.item.findUniqueOrThrow({ where: { id: chain.item.id } })
    expect(after).toMatchObject({ verdict: 'PASSED', attempt: 2, acceptedRevisionId: after.currentRevisionId })
  }).toPass()
  await page.goto(`/${slug}/chains/${chain.item.id}`)
  await expect(page.getByRole('main')).toContainText(REASON)

  await test.step('the run says what reviewers said, and opens its items and what it made', async () => {
    await page.goto(`/${slug}/runs/1`)
    const said = page.getByRole('region', { name: 'What reviewers said' })
    await expect(said.getByRole('row', { name: /not: / })).toBeVisible()
    await expectAccessible(page)
    await photograph(page, 'run-said')
    await said.getByRole('link', { name: '1' }).first().click()
    await expect(page.getByRole('heading', { name: /^Rejected for/ })).toBeVisible()
    await expect(page.locator('tbody tr')).toHaveCount(1)
    await expectAccessible(page)
    await page.goBack()
    await page.getByRole('link', { name: 'What stands of it, in the list' }).click()
    await expect(page).toHaveURL(/chains\?run=/)
    await expect(page.locator('tbody tr')).toHaveCount(1)
  })
})
