import { expect, signIn, test } from '../support/e2e'
import { makeMember, makeProject, makeUser } from '../support/factories'

test('a tool is tried by hand: a payment that is found again, a refusal, a replay and another seed', async ({
  page,
  context,
  db,
}) => {
  const project = await makeProject(db, { slug: `try-tool-${crypto.randomUUID().slice(0, 8)}` })
  const user = await makeUser(db)
  await makeMember(db, project, user, 'VIEWER')
  await signIn(context, db, user)
  await page.goto(`/${project.slug}/settings/tools`)
  await page.getByRole('link', { name: 'Try a tool by hand' }).click()

  const tools = page.getByRole('navigation', { name: 'Tools' })
  const args = page.getByLabel('Arguments')
  const call = page.getByRole('button', { name: 'Call', exact: true })
  const observation = page.getByRole('region', { name: 'Observation' })
  const calls = page.getByRole('region', { name: /^Calls so far/ })
  await tools.locator('summary', { hasText: 'Payments' }).click()
  await tools.getByRole('button', { name: 'create_paypal_payment' }).click()
  await expect(args).toHaveValue('{\n  "amount": 1\n}')
  await args.fill('{"amount": 12.5, "description": "<b>Tea</b>"}')
  await call.click()
  await expect(observation.locator('pre')).toContainText('"description": "<b>Tea</b>"')
  const { id } = JSON.parse((await observation.locator('pre').textContent())!) as { id: string }

  await tools.getByRole('button', { name: 'query_paypal_payment' }).click()
  await args.fill(JSON.stringify({ payment_id: id }))
  await call.click()
  await expect(observation).toContainText('of call 2')
  await expect(observation.locator('pre')).toContainText('"value": "12.50"')

  await args.fill('{"payment_id": 7}')
  await call.click()
  await expect(observation).toContainText('refused')
  await expect(observation.locator('pre')).toContainText('payment_id must be of type string, got 7')

  await calls.getByRole('button', { name: 'Replay from seed 1' }).click()
  await expect(calls.getByRole('status')).toHaveText('All 3 observations came out the same, to the byte.')
  await page.getByRole('textbox', { name: 'Seed' }).fill('2')
  await calls.getByRole('button', { name: 'Replay from seed 2' }).click()
  await expect(calls.getByRole('status')).toContainText('came out otherwise')

  await calls.getByRole('button', { name: 'Drop call 1, create_paypal_payment' }).click()
  await expect(calls).toContainText('2 of at most 50, seed 2')
  await calls.getByRole('button', { name: 'Show call 1, query_paypal_payment' }).click()
  await expect(observation.locator('pre')).toContainText('INVALID_RESOURCE_ID')
  await calls.getByRole('button', { name: 'Start over' }).click()
  await expect(calls).toContainText('0 of at most 50')

  await page.getByRole('textbox', { name: 'Seed' }).fill('-1')
  await call.click()
  await expect(page.getByText('The seed must be a whole number from 0 on.')).toBeVisible()
})
