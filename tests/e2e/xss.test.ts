import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { dropFiles } from '../support/drop-files'
import { expect, signIn, test } from '../support/e2e'
import { makeMember, makeProject, makeQueue, makeRubric, makeUser } from '../support/factories'
import { XSS_PAYLOADS } from '../support/xss-payloads'

/**
 * Texts that try to be more than text go the whole way of a chain. That no dialog opens, nothing is reported against
 * the content security policy and no request leaves is the guard's business (tests/support/e2e.ts).
 */

const SLUG = 'hostile-texts'
const count = XSS_PAYLOADS.length

/** Each text stands in three chains: as title, as step and as explanation. */
const lines = XSS_PAYLOADS.map((payload, index) => {
  const step = XSS_PAYLOADS[(index + 1) % count]!
  const explanation = XSS_PAYLOADS[(index + 2) % count]!
  // A few as names of categories; each name is a filter, a column and a row of several pages.
  const category = index < 20 ? [payload, step] : []
  const text = { title: payload, steps: [step, 'Mail.send_email'], explanation }
  return { format: 'plumbline-chain/1', category, intent: 'BENIGN', ...text }
})
/** Every third chain: together they hold all the texts, each in one of its places. */
const opened = lines.flatMap((_, index) => (index % 3 === 0 ? [index] : []))
const textsOf = ({ title, steps, explanation }: { title: string; steps: string[]; explanation: string }) => [
  title,
  steps[0]!,
  explanation,
]

/** As a browser lays it out: white space counts once. */
const flat = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const textOf = async (page: Page, selector: string) => flat(await page.locator(selector).first().textContent())

test('hostile texts stay texts: import, list, workbench, edit, diff, item page, take-out', async ({ page, db }) => {
  test.setTimeout(600_000)
  const project = await makeProject(db, { slug: SLUG, name: '<img src=x onerror=alert(1)>' })
  const user = await makeUser(db, { name: '"><script>alert(1)</script>', admin: true })
  await makeMember(db, project, user, 'CURATOR', 'REVIEWER')
  await signIn(page.context(), db, user)

  await test.step('import', async () => {
    await page.goto(`/${SLUG}/import`)
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    const name = '<img src=x onerror=alert(1)>.jsonl'
    await dropFiles(page.getByText('or drop them here, several together'), [{ name, text }])
    await page.getByRole('button', { name: `Import ${count} chains` }).click({ timeout: 30_000 })
    await expect(page.getByText(`Imported ${count} new chains`)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('cell', { name }).first()).toBeVisible()
  })
  const items = await db.item.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  const revisions = await db.revision.findMany({ where: { projectId: project.id } })
  const stored = revisions.map(({ content }) => (content as { explanation: string }).explanation)
  expect(stored.sort(), 'what was stored is what was sent').toEqual([...XSS_PAYLOADS].sort())

  await test.step('list, panel and search', async () => {
    await page.goto(`/${SLUG}/chains?sort=number&dir=asc`)
    const seen: string[] = []
    for (let first = 1; first <= count; first += 50) {
      const last = Math.min(first + 49, count)
      await expect(page.getByText(`${first}–${last} of ${count}`)).toBeVisible()
      seen.push(...(await page.getByRole('main').getByRole('row').allTextContents()).map(flat))
      if (last < count) await page.getByRole('button', { name: /^Next 50/ }).click()
    }
    const all = seen.join('\n')
    expect(XSS_PAYLOADS.filter((payload) => !all.includes(flat(payload.split('\n')[0]!)))).toEqual([])
    for (const payload of XSS_PAYLOADS.filter((_, index) => index % 20 === 0)) {
      await page.goto(`/${SLUG}/chains?q=${encodeURIComponent(payload)}`)
      await expect(page.getByRole('heading', { name: 'Chains' })).toBeVisible()
    }
  })

  const { id: rubricVersionId } = await makeRubric(db, project, CHAIN_RUBRIC)
  const byId = new Map(revisions.map((revision) => [revision.id, revision]))
  const { queue } = await makeQueue(db, project, {
    rubricVersionId,
    name: '<svg onload=alert(1)>',
    slots: 1,
    // The text as it came passes, and the edit is kept beside it.
    editCountsAs: 'ACCEPT',
    reviewers: [user],
    items: opened.map((index) => ({ item: items[index]!, revision: byId.get(items[index]!.currentRevisionId ?? '')! })),
  })

  await test.step('workbench, edit and diff', async () => {
    await page.goto(`/${SLUG}/review/${queue.id}`)
    const left = new Set(opened.map((index) => flat(lines[index]!.title)))
    for (let n = 1; n <= opened.length; n++) {
      await expect(page.getByText(`${n} of ${opened.length} ·`)).toBeVisible()
      const title = await textOf(page, 'main h1')
      expect(left.delete(title), `an item that was not shown yet: ${title}`).toBe(true)
      const index = XSS_PAYLOADS.findIndex((payload) => flat(payload) === title)
      const shown = await textOf(page, 'main article')
      expect(shown).toContain(flat(lines[index]!.explanation))
      expect(shown).toContain(flat(lines[index]!.steps[0]!))
      await page.keyboard.press('e')
      const field = page.getByLabel('Your text')
      await expect(field).toHaveValue(lines[index]!.explanation.replace(/\r\n?/g, '\n'))
      await field.fill(`${lines[index]!.explanation} rewritten`)
      const diff = page.locator('section', { hasText: 'Against the original' })
      await expect(diff.locator('ins', { hasText: 'rewritten' })).toBeVisible()
      expect(flat(await diff.textContent())).toContain(flat(lines[index]!.steps[0]!))
      await page.keyboard.press('Control+Enter')
    }
    await expect(page.getByText(/^Saved/)).toBeVisible()
    expect(await db.judgment.count({ where: { queueId: queue.id } })).toBe(opened.length)
  })

  await test.step('item pages', async () => {
    for (const index of opened) {
      await page.goto(`/${SLUG}/chains/${items[index]!.id}`, { waitUntil: 'domcontentloaded' })
      const shown = await textOf(page, 'main')
      for (const text of textsOf(lines[index]!)) expect(shown).toContain(flat(text))
    }
  })

  await test.step('the pages that repeat names, and the take-out', async () => {
    for (const below of [
      '',
      '/quality',
      '/subcategories',
      '/settings/taxonomy',
      '/review',
      '/import',
      '/settings/audit',
    ])
      await page.goto(`/${SLUG}${below}`)
    await page.goto(`/${SLUG}/take-out`)
    for (const link of await page.getByRole('link', { name: /^Download/ }).all()) {
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      const text = readFileSync(await download.path(), 'utf8')
      const kept = download.suggestedFilename().endsWith('.jsonl')
        ? text
            .trimEnd()
            .split('\n')
            .flatMap((line) => textsOf(JSON.parse(line)))
        : []
      if (kept.length > 0) expect(new Set(kept)).toEqual(new Set(XSS_PAYLOADS))
      expect(text.length).toBeGreaterThan(100)
    }
  })
})
