import type { Page } from '@playwright/test'
import { itemNumber } from '@/lib/core/item/words'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { findTool, schemaOf } from '@/lib/environment/tools'
import { addDemoProvider } from '@/lib/services/providers/add-demo-provider'
import { dropFiles } from '../support/drop-files'
import { expect, expectAccessible, signIn, test } from '../support/e2e'
import { makeUser } from '../support/factories'
import { item, itemTitle, savedLine } from '../support/review-desk'

/** From an empty project to judged responses, with the demo model, by pages and keys alone. */

// A run is made of jobs of a worker that other tests ask too.
test.describe.configure({ timeout: 150_000 })

/** Each try has its own. */
const NAME = `The whole way ${newId().slice(-6)}`
const SLUG = NAME.toLowerCase().replaceAll(' ', '-')
const TOOLS = ['search_google', 'search_bing', 'send_gmail', 'post_tweet', 'file_operation'].map(
  (name) => findTool(name)!,
)
const capabilities = [...new Set(TOOLS.map(({ capability }) => capability))]
const toolsOf = (wanted: string) => TOOLS.filter(({ capability }) => capability === wanted).map(({ name }) => name)
/** The files that a project begins with, in AgentAlign's shapes. */
const FILES = [
  { name: 'categories.json', text: JSON.stringify({ mild_mischief: ['invented_reviews', 'unwanted_newsletters'] }) },
  {
    name: 'capability_to_tools.json',
    text: JSON.stringify(Object.fromEntries(capabilities.map((name) => [name, toolsOf(name)]))),
  },
  { name: 'capabilities.json', text: JSON.stringify(capabilities) },
  { name: 'tools.json', text: JSON.stringify(TOOLS.map(schemaOf)) },
]

async function makeQueue(page: Page, stage: 'chains' | 'instructions' | 'responses') {
  await page.goto(`/${SLUG}/review/new?stage=${stage}`)
  await page.getByLabel('Name').fill(`All ${stage}`)
  await page.getByLabel('Judgments each').fill('1')
  await page.getByRole('checkbox', { name: 'Cora Curator' }).uncheck()
  await page.getByRole('button', { name: 'Make the queue' }).click()
  await expect(page).toHaveURL(/\/review\/[0-9a-f-]{36}\/settings/)
  return page.url().match(/review\/([0-9a-f-]{36})/)![1]!
}

/** Starts the run that the form is filled in for, and waits for its end. */
async function startRun(page: Page) {
  const start = page.getByRole('button', { name: /^Start the run, \d+ calls?$/ })
  await expect(start).toBeEnabled()
  await start.click()
  await expect(page).toHaveURL(/\/runs\/\d+$/)
  await expect(page.getByRole('status').first()).toContainText('Done', { timeout: 30_000 })
}

/** A run of the form about passed rows of a list: two chains, or all instructions. */
async function runOnPassed(page: Page, list: 'chains' | 'instructions', link: string, tasks: string[]) {
  for (const task of tasks) {
    await page.goto(`/${SLUG}/${list}?verdict=passed&sort=number`)
    if (list === 'chains') for (const nth of [0, 1]) await page.locator('tbody').getByRole('checkbox').nth(nth).check()
    else await page.getByLabel('Select this page').check()
    await page.getByRole('link', { name: link }).click()
    await page.getByLabel('Task').selectOption(task)
    await startRun(page)
  }
}

/** Judges all that a queue offers; `answer` reads what is on the screen and presses the keys. */
async function judgeAll(page: Page, db: PrismaClient, queueId: string, answer: () => Promise<void>) {
  const all = await db.queueEntry.count({ where: { queueId } })
  await page.goto(`/${SLUG}/review/${queueId}`)
  for (let judged = 1; judged <= all; judged++) {
    await expect(itemTitle(page)).toBeVisible()
    await answer()
    await expect(savedLine(page)).toContainText(`${judged} judgment`)
  }
  expect(await db.queueEntry.count({ where: { queueId, status: 'CLOSED' } })).toBe(all)
  return all
}

/** What a reader takes the response on the screen for; the words are those of the demo model. */
async function readLabel(page: Page): Promise<string> {
  const response = page.getByRole('list', { name: 'The response, step by step' })
  const text = (await response.textContent()) ?? ''
  const acted = (await response.getByText('Result', { exact: true }).count()) > 0
  const called = acted || text.includes('nothing answered this call')
  const declines = /can’t|won’t|not going to/.test(text)
  if (await page.getByText('An agent should comply').first().isVisible())
    return acted
      ? text.includes('not done')
        ? 'Partly done'
        : 'Completed'
      : declines
        ? 'Refusal'
        : 'Clarifying question'
  if (called) return declines ? 'Partial compliance' : 'Full compliance'
  if (text.includes('⟨steps left out⟩')) return declines ? 'Partial compliance' : 'Full compliance'
  return declines ? 'Refusal' : text.includes('which account') ? 'Clarifying question' : 'Deflection'
}

async function labelResponse(page: Page) {
  const show = item(page).getByRole('button', { name: /Show the text/ })
  const response = page.getByRole('list', { name: 'The response, step by step' })
  await expect(show.or(response).first()).toBeVisible()
  if (await show.isVisible()) await page.keyboard.press('v')
  await expect(response).toBeVisible()
  const label = await readLabel(page)
  const radio = page.getByRole('radio', { name: new RegExp(`${label} `) })
  await page.keyboard.press((await radio.getAttribute('aria-keyshortcuts'))!)
  await expect(radio).toBeChecked()
  if (label.endsWith('compliance')) await page.keyboard.press('m')
  await page.keyboard.press('Control+Enter')
}

test('the whole way: categories, chains, instructions, responses, labels', async ({ page, browser, db }) => {
  const curator = await makeUser(db, { name: 'Cora Curator', admin: true })
  const reviewer = await makeUser(db, { name: 'Rae Reviewer' })
  await db.$transaction((tx) => addDemoProvider(tx))
  await signIn(page.context(), db, curator)
  const judging = await (await browser.newContext()).newPage()
  await signIn(judging.context(), db, reviewer)

  await test.step('an empty project, with somebody who judges', async () => {
    await page.goto('/')
    await page.getByLabel('Name').fill(NAME)
    await page.getByRole('button', { name: 'Make the project' }).click()
    await expect(page).toHaveURL(new RegExp(`/${SLUG}$`))
    await page.goto(`/${SLUG}/settings/people`)
    const add = page.getByRole('region', { name: 'Add somebody who has an account' })
    await add.getByLabel('Person').selectOption(reviewer.id)
    await add.getByRole('button', { name: 'Add to the project' }).click()
    await expect(page.getByRole('main')).toContainText('Rae Reviewer')
  })
  const { id: projectId } = await db.project.findUniqueOrThrow({ where: { slug: SLUG } })
  const count = (stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE', where: object = {}) =>
    db.item.count({ where: { projectId, stage, ...where } })

  await test.step('categories, capabilities and tools come with files', async () => {
    await page.goto(`/${SLUG}/import`)
    await dropFiles(page.getByText('or drop them here, several together'), FILES)
    await page.getByLabel('Severity of mild_mischief').selectOption('1', { timeout: 20_000 })
    await page.getByRole('button', { name: /^Import \d+ records$/ }).click()
    await expect(page.getByText(/^Imported .* and 5 tools\./)).toBeVisible({ timeout: 20_000 })
  })

  const queues = {
    chains: await makeQueue(page, 'chains'),
    instructions: await makeQueue(page, 'instructions'),
    responses: await makeQueue(page, 'responses'),
  }

  await test.step('chains are generated and judged', async () => {
    await page.goto(`/${SLUG}/runs/new?task=chain-synthesis`)
    await page.getByRole('checkbox', { name: /^Invented reviews/i }).check()
    await page.getByLabel('Provider').selectOption('Demo model')
    await page.getByLabel('Calls a target').fill('1')
    await startRun(page)
    expect(await count('CHAIN')).toBeGreaterThan(1)
    await judgeAll(judging, db, queues.chains, () => judging.keyboard.press('a'))
  })

  await test.step('instructions in three intents, judged', async () => {
    const tasks = ['instruction-harmful', 'instruction-borderline', 'instruction-benign']
    await runOnPassed(page, 'chains', 'Make instructions', tasks)
    for (const intent of ['HARMFUL', 'BORDERLINE', 'BENIGN'])
      expect(await count('INSTRUCTION', { intent })).toBeGreaterThan(0)
    await judgeAll(judging, db, queues.instructions, () => judging.keyboard.press('a'))
  })

  await test.step('borderline ones are settled, one each way', async () => {
    await page.goto(`/${SLUG}/instructions`)
    // By its address: after a click the rows of the whole list stand for a moment longer.
    await page.goto((await page.getByRole('link', { name: /^To settle/ }).getAttribute('href'))!)
    const rows = page.locator('tbody tr')
    await expect(rows.nth(1)).toBeVisible()
    const links = rows.locator('a[href*="/instructions/"]')
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    for (const [at, outcome] of ['benign', 'harmful'].entries()) {
      await page.goto(addresses[at]!)
      await page.getByLabel('Settle it, because').fill('As it reads.')
      await page.getByRole('button', { name: new RegExp(`^${outcome}`, 'i') }).click()
      await expect(page.getByRole('main')).toContainText(`settled as ${outcome}`)
    }
  })

  await test.step('trajectories and refusals, and never the one for the other', async () => {
    await runOnPassed(page, 'instructions', 'Make trajectories', ['trajectory', 'refusal'])
    const made = await db.item.findMany({
      where: { projectId, stage: 'RESPONSE' },
      include: { parent: true, revisions: true },
    })
    for (const intent of ['HARMFUL', 'BORDERLINE', 'BENIGN'])
      expect(made.some((one) => one.intent === intent)).toBe(true)
    for (const { parent, revisions } of made) {
      const toCarryOut = parent!.intent === 'BENIGN' || parent!.split === 'BENIGN'
      expect((revisions[0]!.content as { world: unknown }).world !== null).toBe(toCarryOut)
    }
  })

  await test.step('every response gets a label', async () => {
    const all = await judgeAll(judging, db, queues.responses, () => labelResponse(judging))
    const labelled = await db.judgment.findMany({ where: { queueId: queues.responses } })
    expect(labelled.filter(({ label }) => label !== null)).toHaveLength(all)
    for (const decision of ['ACCEPT', 'REJECT'] as const)
      expect(labelled.some((one) => one.decision === decision)).toBe(true)
    await judging.context().close()
  })

  await test.step('the list and the figures say what came of it', async () => {
    const passed = await count('RESPONSE', { verdict: 'PASSED', intent: 'HARMFUL' })
    expect(passed).toBeGreaterThan(0)
    expect(await count('RESPONSE', { verdict: 'PASSED', quarantined: true })).toBe(0)
    const kept = await count('RESPONSE', { verdict: 'FAILED', intent: 'HARMFUL' })
    expect(await count('RESPONSE', { quarantineCauses: { has: 'NOT_A_REFUSAL' }, intent: 'HARMFUL' })).toBe(kept)
    await page.goto(`/${SLUG}/responses?verdict=passed`)
    const one = await db.item.findFirstOrThrow({ where: { projectId, stage: 'RESPONSE', verdict: 'PASSED' } })
    await expect(page.getByRole('row').filter({ hasText: itemNumber(one.number) })).toBeVisible()
    // Texts of the demo model are figures of their own.
    await page.goto(`/${SLUG}/quality/responses`)
    await page.getByRole('link', { name: 'Demo model' }).click()
    await expect(page.getByRole('heading', { name: 'The detector, where an agent should refuse' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'The detector, where an agent should comply' })).toBeVisible()
    await expectAccessible(page)
  })
})
