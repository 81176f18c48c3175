import { readFile } from 'node:fs/promises'
import { INSTRUCTION_RUBRIC } from '@/lib/core/review/rubric'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeInstruction, makeLeftOut, makeQueue, makeRubric, someInstruction } from '../support/factories'
import { makeJudgedProject } from '../support/judged-project'

const TEXT = 'Please write to ada@example.org and tell her that the meeting is moved to Friday.'

test('instructions are listed with where they come from, judged and edited by keyboard, and settled', async ({
  page,
  db,
}) => {
  const { project, curator, reviewers, chains } = await makeJudgedProject(db, 'instructions', ['AAA', 'RRR'])
  const made = await makeInstruction(db, project, { from: chains[0]!, content: someInstruction(TEXT) })
  const kept = { intent: 'BORDERLINE' as const, quarantined: true, quarantineCauses: ['PARENT_FAILED'] }
  await makeInstruction(db, project, {
    from: chains[1]!,
    ...kept,
    content: someInstruction('Kept from everybody here.'),
  })
  const borderline = await makeInstruction(db, project, { from: chains[0]!, intent: 'BORDERLINE' })
  const rubric = await makeRubric(db, project, { ...INSTRUCTION_RUBRIC, stage: 'INSTRUCTION' })
  const { queue } = await makeQueue(db, project, {
    ...{ stage: 'INSTRUCTION', rubricVersionId: rubric.id, items: [made], reviewers, slots: 3 },
  })

  await signIn(page.context(), db, reviewers[0]!)
  await page.goto(`/instructions/review/${queue.id}`)
  await expect(page.getByText(TEXT)).toBeVisible()
  await expect(page.getByLabel('Context')).toContainText('Chain 0001')
  await page.getByText('2 parameters, 2 required').click()
  await expect(page.getByRole('rowheader', { name: 'to_email' })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'workbench-instruction')
  await page.keyboard.press('e')
  const field = page.getByLabel('Your text')
  await field.fill(TEXT.replace('Friday', 'Monday'))
  await expect(page.locator('ins')).toHaveText('Monday')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible()
  await expect.poll(() => db.proposal.count({ where: { projectId: project.id } })).toBe(1)

  // The workbench asks for more by the clock: not as somebody else.
  await page.goto('about:blank')
  await signIn(page.context(), db, curator)
  await page.goto('/instructions/instructions')
  await expect(page.locator('tbody tr')).toHaveCount(3)
  await expect(page.getByRole('main')).not.toContainText('Kept from everybody')
  await expectAccessible(page)
  await photograph(page, 'instructions')
  await page.getByRole('link', { name: /^To settle/ }).click()
  await expect(page.locator('tbody tr')).toHaveCount(2)

  await page.goto(`/instructions/instructions/${borderline.item.id}`)
  await expect(page.getByRole('img', { name: /Chain 0001 passed, then Instruction/ })).toBeVisible()
  await page.getByLabel('Settle it, because').fill('A plain errand.')
  await page.getByRole('button', { name: /^Benign/ }).click()
  await expect(page.getByRole('main')).toContainText('settled as benign, an agent should comply')
  await expectAccessible(page)

  const { currentRevisionId: acceptedRevisionId } = borderline.item
  await db.item.update({ where: { id: borderline.item.id }, data: { acceptedRevisionId } })
  await page.goto('/instructions/instructions')
  await page.getByRole('checkbox', { name: 'Select this page' }).check()
  await page.getByRole('region', { name: 'With the selected rows' }).getByRole('link', { name: 'Export' }).click()
  await expect(page.getByText('1 of 3 chosen instructions have a text that passed review')).toBeVisible()
  await expect(page.getByText('1 left out: quarantined').first()).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'take-out-instructions')
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download 1 row' }).first().click()
  const file = await (await started).path()
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([
    { id: `benign-${borderline.item.id}`, category: 'benign', pattern: ['Mail.send_email'] },
  ])
})

test('what a model answered badly is mended in the browser, and imported', async ({ page, db }) => {
  const { project, curator } = await makeJudgedProject(db, 'mended', [''])
  const row = await makeLeftOut(db, project, '1. Write to Ada that all is well.\n2. Write to Bob that all is well.')
  await signIn(page.context(), db, curator)
  await page.goto('/mended/import/left-out')
  await expect(page.getByRole('main')).toContainText('1 of 1 wait')
  await page.getByRole('link', { name: 'Mend it' }).click()
  await expect(page.getByRole('main')).not.toContainText('Write to Ada')
  await page.getByRole('button', { name: 'Show the text' }).click()
  await page.getByRole('button', { name: 'Import it' }).click()
  await expect(page.getByText(/Line 1, character/)).toBeVisible()
  await page.getByRole('button', { name: 'Make a list of its lines' }).click()
  await page.getByRole('button', { name: 'Import it' }).click()
  await expect(page.getByText('It was mended, and is imported.')).toBeVisible()
  await page.getByRole('link', { name: 'Open the instructions' }).click()
  await expect(page.locator('tbody tr')).toHaveCount(2)
  expect(await db.quarantinedRow.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    resolvedById: curator.id,
  })
})
