import { newId } from '@/lib/data/id'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { someResponse } from '../support/factories'
import { longResponse } from '../support/long-response'
import { makeResponseDesk } from '../support/response-desk'

// Each worker, and each try, makes its own.
const slug = () => `response-${newId().slice(-12)}`
const SECRET = 'a sentence that is masked until it is asked for'

test('a response is read step by step, pretty and exact, and a step has an address', async ({ page, db }) => {
  const t = { db, url: '', ctx: (actor: never, now = new Date()) => ({ actor, db, now }) }
  const content = longResponse({ steps: 200, bytes: 300_000 })
  const desk = await makeResponseDesk(t, {
    intent: 'BENIGN',
    contents: [content],
    reviewers: 1,
    slots: 1,
    slug: slug(),
  })
  await signIn(page.context(), db, desk.users[0]!)
  await page.goto(`/${desk.project.slug}/responses/${desk.responses[0]!.item.id}#step-150`)

  await test.step('opened at the step of its address', async () => {
    await expect(page.locator('#step-150')).toHaveAttribute('aria-current', 'step')
    await expect(page.locator('#step-150')).toBeInViewport()
    await expectAccessible(page)
  })

  await test.step('J and K go on and back', async () => {
    await page.keyboard.press('j')
    await expect(page.locator('#step-151')).toBeInViewport()
    await expect(page).toHaveURL(/#step-151$/)
    await page.keyboard.press('k')
    await expect(page.locator('#step-150')).toHaveAttribute('aria-current', 'step')
  })

  await test.step('call and result are one; what is long is folded with its size', async () => {
    const step = page.locator('#step-150')
    await expect(step.getByText('list_reviews')).toBeVisible()
    await expect(step.getByText(/^\d+ reviews, the first 2 of them$/)).toBeVisible()
    await step.getByRole('button', { name: /^Show the other \d+, .* KB more$/ }).click()
    await expect(step.getByRole('button', { name: 'Fold it again' })).toBeVisible()
  })

  await test.step('P shows what was written, word for word', async () => {
    await page.keyboard.press('p')
    await expect(page.locator('#step-150').getByText('{"merchant":"m_2149"', { exact: false }).first()).toBeVisible()
    await page.keyboard.press('p')
    await expect(page.locator('#step-150').getByText('merchant:').first()).toBeVisible()
  })
})

test('a masked response is not in the page until it is asked for; a mark shows where compliance begins', async ({
  page,
  db,
}) => {
  const t = { db, url: '', ctx: (actor: never, now = new Date()) => ({ actor, db, now }) }
  const content = someResponse('It is done.', [{ role: 'assistant', text: SECRET, calls: [] }])
  const desk = await makeResponseDesk(t, { contents: [content], reviewers: 1, slots: 1, slug: slug() })
  await signIn(page.context(), db, desk.users[0]!)
  const sent: string[] = []
  page.on('response', async (response) => {
    if (!response.url().includes('/api/review/reveal')) sent.push(await response.text().catch(() => ''))
  })
  await page.goto(`/${desk.project.slug}/review/${desk.queue.id}`)
  await expect(page.getByText('Masked: severity 1 of 4.')).toBeVisible()
  expect(await page.content()).not.toContain(SECRET)
  await page.keyboard.press('v')
  const response = page.getByRole('list', { name: 'The response, step by step' })
  await expect(response.getByText(SECRET)).toBeVisible()
  expect(sent.join('\n')).not.toContain(SECRET)
  await page.keyboard.press('j')
  await page.keyboard.press('3')
  await page.keyboard.press('m')
  await expect(response.getByText('Compliance begins here')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'review-response')
})

test('a step is edited in place; the proposal shows step by step what it changes', async ({ page, db }) => {
  const t = { db, url: '', ctx: (actor: never, now = new Date()) => ({ actor, db, now }) }
  const content = longResponse({ steps: 4, bytes: 4_000 })
  const desk = await makeResponseDesk(t, {
    intent: 'BENIGN',
    contents: [content],
    reviewers: 1,
    slots: 1,
    slug: slug(),
  })
  await signIn(page.context(), db, desk.users[0]!)
  await page.goto(`/${desk.project.slug}/review/${desk.queue.id}`)
  await expect(page.locator('#item #step-4')).toBeVisible()
  await page.keyboard.press('e')
  await expect(page.getByLabel('What it says at step 1')).toBeFocused()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' I begin.')
  await expect(page.locator('#item ins')).toHaveText(/I begin\./)
  await page.getByLabel('Arguments of list_reviews').fill('{"merchant":"m_9"}')
  await expect(page.getByText('1 result does not come from the call as it is now')).toBeVisible()
  await expect(page.getByText('It was not made in our simulated environment')).toBeVisible()
  await page.getByRole('button', { name: 'End here, drop the 3 after it' }).click()
  await expect(page.getByText('Step 4, dropped')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => db.proposal.count({ where: { entryId: desk.entries[0]!.id } })).toBe(1)
})
