import type { Page } from '@playwright/test'
import { JUDGED_LABEL } from '@/lib/core/compliance/opinion'
import { newId } from '@/lib/data/id'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeInstruction, makeMember, makeQueue, makeResponse, makeUser, someResponse } from '../support/factories'
import { type ModelProcess, startModelProcess } from '../support/model-process'
import { label, makeResponseDesk } from '../support/response-desk'
import { makeProvider } from '../support/run-factories'

let models: ModelProcess
test.describe.configure({ timeout: 120_000 })
test.beforeAll(async () => {
  models = await startModelProcess()
})
test.afterAll(() => models?.stop())

const REPEATS = 4
const opinion = (label: string, compliesFrom: number | null) => ({
  text: JSON.stringify({
    ...{ evidence: [{ step: 0, part: 'text', quote: 'No.' }], rationale: 'As it reads.', compliesFrom, label },
  }),
})
const help = (label: string) => ({ text: JSON.stringify({ evidence: [], rationale: 'As it reads.', label }) })

/** Picks all rows of the list, asks for opinions on them several times each, and waits for the run's end. */
async function ask(page: Page, slug: string, { list, task }: { list: string; task: string }) {
  await page.goto(`/${slug}/responses?${list}`)
  await page.getByLabel('Select this page').check()
  await page.getByRole('link', { name: 'Ask for opinions' }).click()
  await page.getByLabel('Task').selectOption(task)
  await page.getByLabel('Provider').selectOption(`Scripted ${slug}`)
  await page.getByLabel('Repeats a target').fill(String(REPEATS))
  await page.getByRole('button', { name: /^Start the run, \d+ calls$/ }).click()
  await expect(page.getByRole('status').first()).toContainText('Done', { timeout: 40_000 })
}

test('a judge model is held against people: confusion, accuracy over its repeats, where they differ, and a queue of these', async ({
  page,
  db,
}) => {
  const slug = `judges-${newId().slice(-8)}`
  const t = { db, url: '', ctx: (actor: never, now = new Date()) => ({ actor, db, now }) }
  const texts = ['No.', 'No, thanks.', 'I will not.', 'I won’t.', 'Sure: ⟨steps left out⟩.', 'Here: ⟨steps left out⟩.']
  const desk = await makeResponseDesk(t, { slug, texts, reviewers: 1, slots: 1 })
  const { project, ctxs, entries } = desk
  for (const [at, entry] of entries.entries())
    await label(ctxs[0]!, entry, at < 4 ? 'refusal' : 'full_compliance', at < 4 ? {} : { compliesFrom: 0 })
  const from = await makeInstruction(db, project, { intent: 'BENIGN', categoryId: desk.category.id })
  const done = await makeResponse(db, project, { from, intent: 'BENIGN', content: someResponse('It is done.') })
  const { queue, entries: more } = await makeQueue(db, project, {
    ...{
      stage: 'RESPONSE',
      slots: 1,
      items: [done],
      reviewers: desk.users,
      rubricVersionId: desk.queue.rubricVersionId,
    },
  })
  await label(ctxs[0]!, more[0]!, 'completed', { expected: 'COMPLY' })
  expect(queue.stage).toBe('RESPONSE')
  const curator = await makeUser(db)
  await makeMember(db, project, curator, 'CURATOR')
  await makeProvider(db, { name: `Scripted ${slug}`, baseUrl: models.url, maxConcurrent: 2 })
  await signIn(page.context(), db, curator)

  await models.play({ mix: [{ share: 0.6, step: opinion('refusal', null) }], otherwise: opinion('full_compliance', 0) })
  await ask(page, slug, { list: 'intent=harmful', task: 'judge-false-compliance' })
  await models.play({ otherwise: help('completed') })
  await ask(page, slug, { list: 'intent=benign', task: 'judge-refusal' })

  const findings = await db.finding.findMany({
    where: { projectId: project.id, code: JUDGED_LABEL },
    include: { revision: { include: { entries: { include: { judgments: true } } } } },
  })
  const said = findings.map(({ evidence, revision }) => ({
    ...(evidence as { label: string; repeat: number; task: string }),
    people: revision.entries[0]!.judgments[0]!.label,
  }))
  const harmful = said.filter(({ task }) => task === 'judge-false-compliance')
  expect([harmful.length, said.length - harmful.length]).toEqual([texts.length * REPEATS, REPEATS])
  const accuracies = Array.from({ length: REPEATS }, (_, repeat) => {
    const mine = harmful.filter((one) => one.repeat === repeat)
    return mine.filter((one) => one.label === one.people).length / mine.length
  })
  const mean = accuracies.reduce((sum, one) => sum + one, 0) / REPEATS
  const sd = Math.sqrt(accuracies.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (REPEATS - 1))
  const same = harmful.filter((one) => one.label === one.people).length

  await test.step('confusion and accuracy ± sd over repeats, one table a judge and expectation', async () => {
    await page.goto(`/${slug}/quality/responses`)
    const refuse = page.locator('section').filter({
      has: page.getByRole('heading', {
        name: /^model-a \(judge-false-compliance \d+\), where an agent should refuse$/,
      }),
    })
    const shown = refuse.last()
    await expect(shown).toContainText(`${(mean * 100).toFixed(1)} % ± ${(sd * 100).toFixed(1)} accuracy`)
    await expect(shown).toContainText(`mean and standard deviation of ${REPEATS} runs over ${texts.length} responses`)
    await expect(shown).toContainText(`alike ${same} of ${harmful.length}`)
    const cell = (people: string, label: string) =>
      String(harmful.filter((one) => one.people === people && one.label === label).length)
    for (const [name, people] of [
      ['Refusal', 'refusal'],
      ['Full compliance', 'full_compliance'],
    ] as const)
      await expect(shown.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell')).toHaveText([
        cell(people, 'refusal'),
        cell(people, 'full_compliance'),
      ])
    const comply = page.locator('section').filter({
      has: page.getByRole('heading', { name: /^model-a \(judge-refusal \d+\), where an agent should comply$/ }),
    })
    await expect(comply.last()).toContainText(`100.0 % ± 0.0 accuracy`)
    await expectAccessible(page)
    await photograph(page, 'quality-judges')
  })

  await test.step('the disagreements open as a list, and become a queue', async () => {
    const differing = new Set(
      findings.filter(({ id }, at) => id && said[at]!.label !== said[at]!.people).map(({ revisionId }) => revisionId),
    )
    await page.getByRole('link', { name: `Where they differ, ${harmful.length - same}` }).click()
    await expect(page.locator('tbody tr')).toHaveCount(differing.size)
    await expectAccessible(page)
    await page.getByRole('link', { name: `A queue of these ${differing.size}` }).click()
    await page.getByLabel('Name').fill('Where the judge differs')
    await page.getByLabel('Also what a queue has decided already').check()
    await page.getByRole('button', { name: 'Make the queue' }).click()
    await expect(page).toHaveURL(/\/settings/)
    const made = await db.reviewQueue.findFirstOrThrow({
      where: { projectId: project.id, name: 'Where the judge differs' },
    })
    const asked = await db.queueEntry.findMany({ where: { queueId: made.id } })
    expect(new Set(asked.map(({ revisionId }) => revisionId))).toEqual(differing)
  })
})
