import { PROMPT_TASKS } from '@/lib/core/prompt/tasks'
import { newId } from '@/lib/data/id'
import { addDemoProvider } from '@/lib/services/providers/add-demo-provider'
import { expect, expectAccessible, signIn, test } from '../support/e2e'
import { makeCategory, makeMember, makeProject, makeUser } from '../support/factories'

const BODY = ['category', 'subcategory', 'capabilities', 'existing'].map((name) => `{{${name}}}`).join('\n')

test('a prompt is written, checked while it is typed, compared, looked at as it would be sent, and tried', async ({
  page,
  db,
}) => {
  const project = await makeProject(db, { slug: 'prompts' })
  const curator = await makeUser(db, { name: 'Cleo Curator' })
  await makeMember(db, project, curator, 'CURATOR')
  const top = await makeCategory(db, project, { title: 'False claims', severity: 1 })
  for (const title of ['Made-up reviews', 'Old pictures', 'False notices']) {
    await makeCategory(db, project, { slug: title, title, parentId: top.id, severity: null })
  }
  for (const name of ['Search.web_search', 'Social.create_post', 'Communication.send_email']) {
    await db.capability.create({ data: { id: newId(), projectId: project.id, name, title: name, listed: true } })
  }
  await addDemoProvider(db)
  await signIn(page.context(), db, curator)
  await page.goto('/prompts/settings/prompts')
  await expect(page.getByRole('table')).toHaveCount(PROMPT_TASKS.length)
  await expectAccessible(page)

  // A text that drops a variable and invents another cannot be saved, and says so line by line.
  await page.getByRole('link', { name: 'Write a version of chain-synthesis' }).click()
  await page.getByLabel('What is new').fill('Shorter')
  const text = page.getByRole('textbox', { name: 'Text' })
  await text.fill(`Outline two chains.\n--- user ---\n${BODY.replace('{{existing}}', '{{tools}}')}`)
  await expect(page.getByText('Line 6: chain-synthesis has no variable {{tools}}')).toBeVisible()
  await expect(page.getByText('{{existing}} is given and not used')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save as a version' })).toBeDisabled()
  await expectAccessible(page)

  await text.fill(`Outline two chains.\n--- user ---\n${BODY}`)
  await page.getByRole('button', { name: 'Put together on a real item' }).click()
  await expect(page.getByText('On False claims › Made-up reviews')).toBeVisible()
  await expect(page.getByText(/<data name="subcategory" fence="[0-9a-f]{32}">\s+Made-up reviews/)).toBeVisible()
  await page.getByRole('button', { name: 'Save as a version' }).click()

  await expect(page.getByRole('heading', { name: 'Chains for a subcategory, version p1' })).toBeVisible()
  await page.getByLabel('Compare with').selectOption('001')
  await expect(page.getByRole('heading', { name: 'Changes from 001 to p1' })).toBeVisible()
  await expect(page.locator('del').first()).toBeVisible()

  // Three calls; their answers are read here and become nothing.
  await page
    .getByRole('combobox', { name: 'Model', exact: true })
    .selectOption({ label: 'Demo model: plumbline-demo-1' })
  await page.getByRole('button', { name: 'Try it' }).click()
  for (const about of ['Made-up reviews', 'Old pictures', 'False notices']) {
    await expect(page.getByText(`on False claims › ${about}`)).toBeVisible()
  }
  await expect(page.getByText('waiting for the answer')).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByText('explanation', { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
  expect(await db.item.count({ where: { projectId: project.id } })).toBe(0)
  expect(await db.generation.count({ where: { projectId: project.id, run: { tryOut: true } } })).toBe(3)
})
