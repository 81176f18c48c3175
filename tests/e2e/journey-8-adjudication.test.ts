import { newId } from '@/lib/data/id'
import { expect, expectAccessible, photograph, signIn, test } from '../support/e2e'
import { makeMember, makeUser } from '../support/factories'
import { makeJudgedProject } from '../support/judged-project'

test('contested items are settled one after the other: judgments side by side, one decision, its reason', async ({
  page,
  db,
}) => {
  // One that the votes decide; a tie; another tie; two edits of which one has to be picked.
  const { project, curator, chains } = await makeJudgedProject(db, 'journey-8', ['AAA', 'ARX', 'RAX', 'EEA'])
  await signIn(page.context(), db, curator)
  await page.goto('/journey-8/adjudication')
  const rows = page.locator('tbody tr')
  await expect(rows).toHaveCount(3)
  await expectAccessible(page)
  await photograph(page, 'adjudication')

  // The tie, by keyboard.
  await page.getByRole('link', { name: '0002' }).click()
  await expect(page.getByText('Explanation of chain 2')).toBeVisible()
  for (const said of ['Reviewer 1 accepts', 'Reviewer 2 rejects', 'Reviewer 3 abstains'])
    await expect(page.getByRole('article', { name: said })).toBeVisible()
  await expect(page.getByRole('article', { name: 'Reviewer 2 rejects' })).toContainText('The second step adds nothing.')
  await expect(page.getByRole('heading', { name: 'Before this text, 0 revisions' })).toBeVisible()
  await page.getByLabel('Say something').fill('Reviewer 2: what would the second step have to add?')
  await page.getByRole('button', { name: 'Say it' }).click()
  await expect(page.getByRole('heading', { name: 'Discussion, 1 comment' })).toBeVisible()
  await expectAccessible(page)
  await photograph(page, 'adjudication-item')
  await page.getByRole('heading', { level: 2, name: /^What was said/ }).click()
  await page.keyboard.press('a')
  await expect(page.getByRole('radio', { name: /^Passes as it stands/ })).toBeChecked()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Say why: the reason stays with the item.')).toBeVisible()
  await page.keyboard.type('Sending it on is the point of the chain.')
  await page.keyboard.press('Control+Enter')

  // The next one comes by itself; this one by the buttons.
  await expect(page.getByText('Explanation of chain 3')).toBeVisible()
  await page.getByRole('radio', { name: /^Fails/ }).click()
  await page.getByLabel('Why').fill('Nothing is read that could be sent.')
  await page.getByRole('button', { name: /^Settle/ }).click()

  // Two edits: the second becomes the next text.
  await expect(page.getByText('Explanation of chain 4')).toBeVisible()
  await expect(page.getByRole('radio')).toHaveCount(4)
  await page.keyboard.press('2')
  await page.keyboard.type('The clearer of the two.')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL('/journey-8/adjudication')
  await expect(page.getByText('Nothing to settle')).toBeVisible()

  const items = await db.item.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  expect(items.map(({ verdict }) => verdict)).toEqual(['PASSED', 'PASSED', 'FAILED', 'OPEN'])

  // Rows say what settled them, and are found by it; before and after stand side by side.
  await page.goto('/journey-8/chains?settled=adjudicated&cols=number,chain,by')
  await expect(page.getByRole('main').locator('tbody tr')).toHaveCount(2)
  await expect(page.getByRole('main').locator('tbody tr').first()).toContainText('adjudicated')
  await page.goto('/journey-8/adjudication')
  await page.getByRole('link', { name: 'Before and after' }).click()
  const settled = page.getByRole('row', { name: /^Settled by an adjudicator/ })
  await expect(settled).toContainText('3')
  await page.goto(`/journey-8/chains/${chains[3]?.item.id}`)
  await expect(page.getByRole('main')).toContainText('What reviewer 2 would write instead')
  await page.goto(`/journey-8/chains/${chains[1]?.item.id}`)
  await expect(page.getByRole('main')).toContainText('Sending it on is the point of the chain.')
})

test('the discussion is between those who voted and those who settle; who may still judge reads none of it', async ({
  browser,
  page,
  db,
}) => {
  const { project, reviewers, entries, chains, queue } = await makeJudgedProject(db, 'journey-8-talk', ['ARX'])
  const settler = await makeUser(db, { name: 'Ada Settler' })
  await makeMember(db, project, settler, 'ADJUDICATOR')
  await signIn(page.context(), db, settler)
  const address = `/journey-8-talk/adjudication/${entries[0]?.id}`

  // While an answer can be taken back there is nothing to say yet.
  const soon = new Date(Date.now() + 600_000)
  await db.queueEntry.update({ where: { id: entries[0]!.id }, data: { standsAt: soon } })
  await page.goto(address)
  await expect(page.getByText('Opens when all have voted and nobody can take an answer back any more')).toBeVisible()
  await expect(page.getByLabel('Say something')).toHaveCount(0)
  await db.queueEntry.update({ where: { id: entries[0]!.id }, data: { standsAt: new Date() } })
  await page.reload()
  await page.getByLabel('Say something').fill('Is the mail part of the errand?')
  await page.getByRole('button', { name: 'Say it' }).click()
  await expect(page.getByText('Ada Settler,')).toBeVisible()

  // Who voted answers from the item’s page.
  const voter = await browser.newContext()
  const theirs = await voter.newPage()
  await signIn(voter, db, reviewers[1]!)
  await theirs.goto(`/journey-8-talk/chains/${chains[0]?.item.id}`)
  await expect(theirs.getByText('Is the mail part of the errand?')).toBeVisible()
  await theirs.getByLabel('Add to the discussion').fill('It is not: the list says read only.')
  await theirs.getByRole('button', { name: 'Add the comment' }).click()
  // What was typed stands in the field until it is stored.
  await expect(theirs.getByLabel('Add to the discussion')).toHaveValue('')
  await expect(theirs.getByText('It is not: the list says read only.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('It is not: the list says read only.')).toBeVisible()
  await voter.close()

  // Somebody who is given the text anew reads neither.
  const fresh = await makeUser(db, { name: 'Nia New' })
  await makeMember(db, project, fresh, 'REVIEWER')
  const {
    id: _,
    createdAt: __,
    filter: ___,
    ...copy
  } = await db.reviewQueue.findUniqueOrThrow({ where: { id: queue.id } })
  const again = await db.reviewQueue.create({ data: { ...copy, id: newId(), name: 'Again' } })
  await db.queueReviewer.create({ data: { queueId: again.id, userId: fresh.id } })
  const { itemId, revisionId } = entries[0]!
  await db.queueEntry.create({
    data: { id: newId(), projectId: project.id, queueId: again.id, itemId, revisionId, curation: true },
  })
  const other = await browser.newContext()
  const blind = await other.newPage()
  await signIn(other, db, fresh)
  const response = await blind.goto(`/journey-8-talk/chains/${chains[0]?.item.id}`)
  expect(await response?.text()).not.toContain('part of the errand')
  await expect(blind.getByText('It is being judged')).toBeVisible()
  await other.close()
})

test('who does not adjudicate finds no such page', async ({ page, db, guard }) => {
  guard.allow(/404 \(Not Found\)/)
  const { reviewers, entries } = await makeJudgedProject(db, 'journey-8-reviewer', ['ARX'])
  await signIn(page.context(), db, reviewers[0]!)
  for (const address of ['/journey-8-reviewer/adjudication', `/journey-8-reviewer/adjudication/${entries[0]?.id}`])
    expect((await page.goto(address))?.status()).toBe(404)
})
