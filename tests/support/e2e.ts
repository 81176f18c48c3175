import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { createClient, type PrismaClient } from '@/lib/data/client'
import { mintSession } from './mint-session'

export { expect }

const requireEnv = (name: string) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: browser tests run by "npx playwright test"`)
  return value
}

/** What went wrong in the browser without anybody asking: each entry fails the test. */
export interface Guard {
  found: string[]
  /** For a test that provokes an error on purpose. */
  allow(...patterns: RegExp[]): void
}

function watch(context: BrowserContext, origin: string, guard: Guard & { allowed: RegExp[] }) {
  const note = (line: string) => guard.found.push(line)
  const watchPage = (page: Page) => {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        note(`console ${message.type()}: ${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => note(`page error: ${error.message}`))
    page.on('dialog', (dialog) => {
      note(`dialog: ${dialog.message()}`)
      dialog.dismiss().catch(() => {})
    })
  }
  context.on('page', watchPage)
  for (const page of context.pages()) watchPage(page)
  context.on('request', (request) => {
    const url = request.url()
    if (url.startsWith(`${origin}/api/csp-report`)) note(`content security policy report: ${request.postData()}`)
    if (/^(https?|wss?):/.test(url) && new URL(url).host !== new URL(origin).host) note(`request to elsewhere: ${url}`)
  })
}

interface TestFixtures {
  guard: Guard
}
interface WorkerFixtures {
  db: PrismaClient
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  db: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const db = createClient(requireEnv('DATABASE_URL'), 4)
      await use(db)
      await db.$disconnect()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  baseURL: async ({}, use) => {
    await use(requireEnv('PLUMBLINE_URL'))
  },
  guard: [
    async ({ context, baseURL }, use) => {
      const allowed: RegExp[] = []
      const guard = { found: [] as string[], allowed, allow: (...patterns: RegExp[]) => void allowed.push(...patterns) }
      watch(context, baseURL ?? '', guard)
      await use(guard)
      const unexpected = guard.found.filter((line) => !allowed.some((pattern) => pattern.test(line)))
      expect(unexpected, 'unexpected errors in the browser').toEqual([])
    },
    { auto: true },
  ],
})

/** The Plumbline whose sessions are minted: the run's own unless told. */
interface Place {
  url: string
  sessionSecret: string
}
const thisPlace = (): Place => ({
  url: requireEnv('PLUMBLINE_URL'),
  sessionSecret: requireEnv('PLUMBLINE_SESSION_SECRET'),
})

/** A session of a person, and the header that a browser with its cookie would send. */
export async function mintCookie(db: PrismaClient, user: { id: string }) {
  const { sessionId, cookie } = await mintSession(db, user)
  return { sessionId, cookie: `${cookie.name}=${cookie.value}` }
}

/** Signs a person in without the form: a session row, and the cookie that names it. */
export async function signIn(context: BrowserContext, db: PrismaClient, user: { id: string }, place = thisPlace()) {
  const {
    sessionId,
    cookie: { name, value, secure },
  } = await mintSession(db, user, place.sessionSecret)
  // The browser keeps Secure cookies for plain http on this machine, but the testing protocol asks for https.
  const url = place.url.replace(/^http:/, secure ? 'https:' : 'http:')
  await context.addCookies([{ name, value, url, httpOnly: true, secure, sameSite: 'Lax' }])
  return sessionId
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; any: { message: string }[] }[] }[]
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the page as it stands: one line an element, or none. */
export async function findBarriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const runOnly = { type: 'tag', values: WCAG }
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, ${JSON.stringify({ runOnly })})`)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`.trim()),
  )
}

/** WCAG 2.2 AA as far as a program can tell, on the page as it stands. */
export async function expectAccessible(page: Page) {
  expect(await findBarriers(page), `accessibility of ${page.url()}`).toEqual([])
}

const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/**
 * Pictures of the page in both themes and two widths, to be looked at: test-results/screens/<name>-<theme>-<size>.png.
 * Taken when somebody wants to look (PLUMBLINE_PICTURES=1): they take longer than most tests.
 */
export async function photograph(page: Page, name: string) {
  if (process.env.PLUMBLINE_PICTURES !== '1') return
  const before = page.viewportSize()
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport)
      await page.screenshot({ path: `test-results/screens/${name}-${theme}-${size}.png`, animations: 'disabled' })
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (before) await page.setViewportSize(before)
}
