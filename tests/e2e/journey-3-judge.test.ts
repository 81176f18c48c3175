import { expect, expectAccessible, photograph, test } from '../support/e2e'
import { item, itemTitle, makeReviewDesk, note, pressOn, savedLine } from '../support/review-desk'

test('thirty chains are judged without the mouse, each kept as it was said', async ({ page, db }) => {
  const desk = await makeReviewDesk(page.context(), db, 'journey-3', { chains: 34, slots: 3 })
  await desk.open(page)
  await expect(page.getByText('1 of 34 · 33 left for you after this')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'review')

  await test.step('accept: one key, no question', async () => {
    for (let n = 0; n < 24; n++) await pressOn(page, 'a')
  })

  await test.step('reject: failed criteria first, then reasons; Enter or a second R submits', async () => {
    await page.keyboard.press('r')
    await expect(page.getByText('Why? One or more')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('Say why: one key below is enough.')).toBeVisible()
    await page.keyboard.press('1')
    await expect(page.getByRole('checkbox', { name: 'Not logical' })).toBeChecked()
    await page.keyboard.press('j')
    await page.keyboard.press('m')
    await expect(item(page).getByText('You marked this step.')).toBeVisible()
    await expectAccessible(page)
    await photograph(page, 'review-reject')
    await pressOn(page, '5', 'Enter')
    await pressOn(page, 'r', '3', 'r')
  })

  await test.step('edit in place, with the difference word by word', async () => {
    await page.keyboard.press('e')
    const text = page.getByLabel('Your text')
    await expect(text).toBeFocused()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Then files it.')
    await expect(item(page).locator('ins')).toHaveText(/Then files it\./)
    await expect(page.getByText('0 words out, 3 in,')).toBeVisible()
    await expectAccessible(page)
    await photograph(page, 'review-edit')
    await pressOn(page, 'Control+Enter')
  })

  await test.step('abstain, skip, flag', async () => {
    await pressOn(page, 'x')
    await pressOn(page, 's')
    await pressOn(page, 'f')
  })

  await test.step('undo brings the last one back with its answer', async () => {
    const last = await pressOn(page, 'r', '4', 'Enter')
    await page.keyboard.press('u')
    await expect(itemTitle(page)).toHaveText(last)
    await expect(page.getByText('Your answer is here again as a draft.')).toBeVisible()
    await page.keyboard.press('r')
    await expect(page.getByRole('checkbox', { name: 'A step is missing' })).toBeChecked()
    await page.keyboard.press('Escape')
    await pressOn(page, 'a')
  })

  await pressOn(page, 'a')
  await expect(savedLine(page)).toContainText('Saved · 30 judgments, the last at')
  const judgments = await desk.judgments()
  const count = (decision: string) => judgments.filter((one) => one.decision === decision).length
  expect([count('ACCEPT'), count('REJECT'), count('EDIT'), count('ABSTAIN')]).toEqual([26, 2, 1, 1])
  const [first, second] = judgments.filter(({ decision }) => decision === 'REJECT')
  expect(first).toMatchObject({
    criteria: { logical: false, practical: true },
    reasons: ['idle_step'],
    stepMarks: [1],
  })
  expect(second?.reasons).toEqual(['wrong_order'])
  const { revisionId } = await db.proposal.findFirstOrThrow({ where: { projectId: desk.project.id } })
  const proposed = await db.revision.findUniqueOrThrow({ where: { id: revisionId } })
  expect(JSON.stringify(proposed.content)).toContain('Then files it.')
  expect(await db.skip.count({ where: { userId: desk.reviewer.id } })).toBe(1)
})

test('bare letters do nothing while typing, with a modifier, or in a dialog; ⌘/Ctrl+Enter submits while typing', async ({
  page,
  db,
}) => {
  const desk = await makeReviewDesk(page.context(), db, 'keys-in-fields')
  await desk.open(page)
  const title = (await itemTitle(page).textContent()) ?? ''
  await note(page).fill('a')
  await note(page).pressSequentially('rexsfu')
  await expect(note(page)).toHaveValue('arexsfu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+a')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  await expect(itemTitle(page)).toHaveText(title)

  await page.keyboard.press('r')
  await page.keyboard.press('7')
  await page.getByRole('checkbox', { name: 'Wrong category' }).click()
  await page.keyboard.press('3')
  await expect(page.getByRole('checkbox', { name: 'Steps in the wrong order' })).toBeChecked()
  await note(page).focus()
  await pressOn(page, 'Control+Enter')
  await expect(savedLine(page)).toContainText('Saved')
  expect(await desk.judgments()).toMatchObject([{ decision: 'REJECT', reasons: ['wrong_order'], note: 'arexsfu' }])
})

test('a double click judges one item, not the next one too', async ({ page, db }) => {
  const desk = await makeReviewDesk(page.context(), db, 'double-click')
  await desk.open(page)
  await page.getByRole('button', { name: 'Accept' }).click({ clickCount: 5 })
  await expect(savedLine(page)).toContainText('Saved · 1 judgment,')
  expect(await desk.judgments()).toHaveLength(1)
})

test('what was typed is there again after a reload, in another browser too', async ({ page, db, browser }) => {
  const desk = await makeReviewDesk(page.context(), db, 'drafts')
  await desk.open(page)
  const title = (await itemTitle(page).textContent()) ?? ''
  await page.keyboard.press('r')
  await page.keyboard.press('5')
  const stored = page.waitForResponse('**/api/review/draft')
  await note(page).fill('The second step is idle.')
  await expect(savedLine(page)).toContainText('This one is a draft, kept on this machine')
  await page.reload()
  await expect(itemTitle(page)).toHaveText(title)
  await expect(note(page)).toHaveValue('The second step is idle.')

  await note(page).fill('The second step is idle, I think.')
  await stored
  await expect
    .poll(async () => JSON.stringify((await db.draft.findFirst({ where: { userId: desk.reviewer.id } }))?.content))
    .toContain('I think')
  const { cookies } = await page.context().storageState()
  // Leaving gives back what this tab holds; the item and its draft are then anybody's tab's.
  await page.goto('about:blank')
  const mine = { reviewerId: desk.reviewer.id, judgmentId: null }
  // A lease that is given back ends at that moment: each look has a now of its own.
  await expect.poll(() => db.assignment.count({ where: { ...mine, leaseUntil: { gt: new Date() } } })).toBe(0)
  const other = await browser.newContext({ storageState: { cookies, origins: [] } })
  const elsewhere = await other.newPage()
  await elsewhere.goto(desk.path)
  await expect(itemTitle(elsewhere)).toHaveText(title)
  await expect(note(elsewhere)).toHaveValue('The second step is idle, I think.')
  await other.close()
})

test('a masked text is neither in the page nor on the wire until it is asked for, and goes with its item', async ({
  page,
  db,
}) => {
  const desk = await makeReviewDesk(page.context(), db, 'masked', { severity: 4 })
  const bodies: string[] = []
  page.on('response', async (response) => {
    if (response.url().includes('/api/review/')) bodies.push(await response.text().catch(() => ''))
  })
  await desk.open(page)
  await expect(page.getByText('Masked: severity 4 of 4.')).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'review-masked')
  expect(await page.content()).not.toContain('sums it up')
  expect(bodies.join()).not.toContain('sums it up')

  await page.keyboard.press('a')
  await expect(page.getByText('The text is masked. Show it first')).toBeVisible()
  await page.keyboard.press('v')
  await expect(item(page).getByText('sums it up and sends it')).toBeVisible()
  await pressOn(page, 'a')
  await expect(page.getByText('Masked: severity 4 of 4.')).toBeVisible()
  expect(await page.content()).not.toContain('sums it up')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText('You accepted it.')).toBeVisible()
  expect(await page.content()).not.toContain('sums it up')
})

test('B blanks every tab within a tenth of a second, and locks the session', async ({ page, db }) => {
  const desk = await makeReviewDesk(page.context(), db, 'blank')
  await desk.open(page)
  const beside = await page.context().newPage()
  await beside.goto('/blank/review')
  // Its keys work: its scripts run.
  await expect(async () => {
    await beside.keyboard.press('?')
    await expect(beside.getByRole('dialog', { name: 'All keys' })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.bringToFront()
  await page.route('**/api/session/lock', async (route) => {
    await expect.poll(() => beside.locator('body').isHidden()).toBe(true)
    await route.continue()
  })
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now()
        new MutationObserver(() => document.body.children.length === 0 && resolve(performance.now() - start)).observe(
          document.body,
          { childList: true },
        )
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'b', bubbles: true }))
      }),
  )
  expect(took).toBeLessThanOrEqual(100)
  await expect(page).toHaveURL(/\/locked/)
  await expect(beside).toHaveURL(/\/locked/)
  expect((await db.session.findUniqueOrThrow({ where: { id: desk.sessionId } })).lockedAt).not.toBeNull()
})

test('before any text the queues say what waits, by category and severity', async ({ page, db }) => {
  await makeReviewDesk(page.context(), db, 'notice', { severity: 3, chains: 5 })
  await page.goto('/notice/review')
  const line = page.getByRole('row').filter({ hasText: 'Errands' }).first()
  await expect(line).toContainText('Crossed wires 5')
  await expect(line.getByRole('img', { name: 'severity 3 of 4' })).toBeVisible()
  await expect(line).toContainText('5 of 5 are about harm, 5 of them arrive masked')
  expect(await page.content()).not.toContain('sums it up')
  await expectAccessible(page)
  await photograph(page, 'queues')
})
