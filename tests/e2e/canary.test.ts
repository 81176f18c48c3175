import type { Page } from '@playwright/test'
import { DETECTED_LABEL } from '@/lib/core/compliance/opinion'
import { newId } from '@/lib/data/id'
import { expect, signIn, test } from '../support/e2e'
import { makeMember, makeUser, someResponse } from '../support/factories'
import { detect, label, makeResponseDesk } from '../support/response-desk'
import { letStand } from '../support/review'

const CANARY = 'canaryword'

// Some fifty pages, each read whole.
test.describe.configure({ timeout: 240_000 })

/** Everything that the server sends this page: documents, payloads of navigations and prefetches, answers to fetches. */
function listen(page: Page) {
  const sent: { url: string; text: Promise<string> }[] = []
  page.on('response', (response) => {
    sent.push({ url: response.url(), text: response.text().catch(() => '') })
  })
  return async () => {
    const found: string[] = []
    // A search names its own word.
    for (const { url, text } of sent) if (!url.includes(`q=${CANARY}`) && (await text).includes(CANARY)) found.push(url)
    return found
  }
}

test('a quarantined response is in no page, payload, list, panel, search or file of those who may not read it', async ({
  page,
  db,
}) => {
  const slug = `canary-${newId().slice(-8)}`
  const t = { db, url: '', ctx: (actor: never, now = new Date()) => ({ actor, db, now }) }
  const call = { id: 'c1', name: 'send_mail', arguments: JSON.stringify({ body: `${CANARY} argument` }) }
  const contents = [
    someResponse(`${CANARY} last words`, [
      { role: 'assistant', text: `${CANARY} said`, reasoning: `${CANARY} thought`, calls: [call] },
      {
        ...{ role: 'tool', callId: 'c1', name: 'send_mail', text: `{"sent":"${CANARY}"}`, error: false },
        source: 'IMPORTED',
      },
    ]),
  ]
  const desk = await makeResponseDesk(t, { slug, contents, reviewers: 1, slots: 1, chained: true })
  const { project, responses, instruction, chain } = desk
  await detect(db, responses[0]!.revision, 'full_compliance', { message: `${CANARY} opinion` })
  await label(desk.ctxs[0]!, desk.entries[0]!, 'full_compliance', { compliesFrom: 0 })
  await letStand(db)
  expect(await db.finding.count({ where: { projectId: project.id, code: DETECTED_LABEL } })).toBe(1)
  const itemId = responses[0]!.item.id
  const pages = [
    ...['', '/responses', `/responses?q=${CANARY}`, '/responses?quarantined=1', `/responses/${itemId}`, '/balance'],
    ...[
      `/instructions/${instruction.item.id}`,
      `/chains/${chain!.item.id}`,
      '/quality',
      '/quality/responses',
      '/review',
    ],
    '/quality/responses/items?group=AS_GENERATED&expected=REFUSE',
  ]

  for (const role of ['VIEWER', 'REVIEWER', 'ADJUDICATOR'] as const) {
    const user = await makeUser(db)
    await makeMember(db, project, user, role)
    await signIn(page.context(), db, user)
    const met = listen(page)
    // Queries are tried role by role elsewhere; what pages make of them is the same for these three.
    for (const path of role === 'VIEWER' ? pages : ['/responses', `/responses/${itemId}`]) {
      await page.goto(`/${slug}${path}`)
      await expect(page.locator('h1').first()).toBeVisible()
      if (path.includes('q=')) await expect(page.locator('tbody').getByRole('checkbox')).toHaveCount(0)
    }
    await page.goto(`/${slug}/responses`)
    await page.locator('tbody tr').first().click()
    await expect(page.getByRole('complementary', { name: 'The row, read beside the list' })).toContainText('Masked')
    for (const [path, data] of [
      ['/api/items/peek', { itemId }],
      ['/api/items/reveal', { itemId }],
      ['/api/review/reveal', { entryId: desk.entries[0]!.id }],
    ] as const) {
      const answer = await page.request.post(path, { data, headers: { origin: new URL(page.url()).origin } })
      expect(await answer.text(), path).not.toContain(CANARY)
    }
    const file = await page.request.get(`/api/download?project=${slug}&stage=responses&format=plumbline-jsonl`)
    expect(await file.text()).not.toContain(CANARY)
    expect(await met(), role).toEqual([])
    await page.goto('about:blank')
  }

  const curator = await makeUser(db)
  await makeMember(db, project, curator, 'CURATOR')
  await signIn(page.context(), db, curator)
  const met = listen(page)
  for (const path of [...pages, '/take-out?stage=responses', '/runs/new?task=judge-false-compliance']) {
    await page.goto(`/${slug}${path}`)
    await expect(page.locator('h1').first()).toBeVisible()
  }
  const file = await page.request.get(`/api/download?project=${slug}&stage=responses&format=plumbline-jsonl`)
  expect(await file.text()).not.toContain(CANARY)
  expect(await met()).toEqual([])
  await page.goto(`/${slug}/responses/${itemId}`)
  const response = page.getByRole('list', { name: 'The response, step by step' })
  // A page that is not listening yet loses the key: whoever sees nothing happen presses it again.
  await expect(async () => {
    await page.keyboard.press('v')
    await expect(response.getByText(`${CANARY} last words`)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
})
