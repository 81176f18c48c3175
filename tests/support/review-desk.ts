import type { BrowserContext, Page } from '@playwright/test'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { PrismaClient } from '@/lib/data/client'
import { expect, signIn } from './e2e'
import { makeCategory, makeChain, makeMember, makeProject, makeQueue, makeRubric, makeUser } from './factories'

interface DeskOptions {
  chains?: number
  slots?: number
  severity?: number
  /** "Ambiguous" is among the answers. */
  offersAmbiguous?: boolean
}

/** A queue of mild chains given to one reviewer, who is signed in; `open` shows the first item. */
export async function makeReviewDesk(
  context: BrowserContext,
  db: PrismaClient,
  slug: string,
  { chains = 12, slots = 1, severity = 1, offersAmbiguous = false }: DeskOptions = {},
) {
  const project = await makeProject(db, { slug, name: 'Keyboard' })
  const reviewer = await makeUser(db, { name: 'Ines Okafor' })
  await makeMember(db, project, reviewer, 'REVIEWER')
  const category = await makeCategory(db, project, { title: 'Crossed wires', severity })
  const items = []
  for (let n = 1; n <= chains; n++) {
    const content = {
      title: `Errand ${n}`,
      steps: ['Files.read_file', 'Notes.sum_up', 'Mail.send_email'],
      explanation: `Reads the list of errand ${n}, sums it up and sends it to a friend.`,
    }
    items.push(await makeChain(db, project, { content, categoryId: category.id }))
  }
  const { criteria, reasons, guidelines } = CHAIN_RUBRIC
  const rubric = await makeRubric(db, project, { name: CHAIN_RUBRIC.name, criteria, reasons, guidelines })
  const { queue } = await makeQueue(db, project, {
    name: 'Errands',
    slots,
    offersAmbiguous,
    rubricVersionId: rubric.id,
    items,
    reviewers: [reviewer],
  })
  const sessionId = await signIn(context, db, reviewer)
  const path = `/${slug}/review/${queue.id}`
  return {
    project,
    reviewer,
    queue,
    sessionId,
    path,
    async open(page: Page) {
      await page.goto(path)
      await expect(itemTitle(page)).toBeVisible()
    },
    /** Live answers, in the order in which the server stored them. */
    judgments: () =>
      db.judgment.findMany({
        where: { queueId: queue.id, withdrawnAt: null, supersededAt: null },
        orderBy: { createdAt: 'asc' },
      }),
  }
}

export const item = (page: Page) => page.getByRole('main', { name: 'The item' })
export const itemTitle = (page: Page) => item(page).getByRole('heading', { level: 1 })
export const note = (page: Page) => page.getByRole('textbox', { name: 'Note' })
export const savedLine = (page: Page) => page.getByRole('contentinfo')

/** Presses a key and waits for the item to give way to the next. */
export async function pressOn(page: Page, ...keys: string[]) {
  const before = await itemTitle(page).textContent()
  for (const key of keys) await page.keyboard.press(key)
  await expect(itemTitle(page)).not.toHaveText(before ?? '')
  return before ?? ''
}
