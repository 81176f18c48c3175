import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { findBrowser } from '@/bin/lib/browser.mjs'
import { mintSession } from '../support/mint-session'
import { root } from '../support/server'
import { makeBigDesk } from './desk'
import { withEmptyApp } from './empty-app'
import { type BenchPlumbline, withPlumbline } from './plumbline'
import { type BenchResult, type BenchRow, median, quantile } from './report'

const WARM_UP = 4
const PRESSES = 60
const ROUNDS = 3
/** A quick reviewer's pace. */
const PAUSE_MS = 400
const DELAY_MS = 300
/** Event Timing tells nothing of what took less. */
const THRESHOLD_MS = 16

interface Seen {
  presses: { at: number; twoFrames: number | null; moved: boolean }[]
  events: { at: number; ms: number }[]
}
interface Timed {
  eventTiming: number
  twoFrames: number
  /** Presses after which the next item was not on the very next frame. */
  late: number
}

async function openWorkbench(context: BrowserContext, address: string, delay: number): Promise<Page> {
  const page = await context.newPage()
  if (delay > 0) {
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: delay,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
  }
  await page.goto(address)
  await page.locator('#item h1').waitFor()
  return page
}

/** Accepts item after item with the A key, and asks the page what it saw. */
async function accept(context: BrowserContext, address: string, delay: number): Promise<Timed> {
  const page = await openWorkbench(context, address, delay)
  for (let press = 0; press < WARM_UP + PRESSES; press++) {
    await sleep(PAUSE_MS)
    await page.keyboard.press('a')
  }
  await sleep(PAUSE_MS)
  const { presses, events } = (await page.evaluate('plumblineBench')) as Seen
  await page.close()
  const measured = presses.slice(WARM_UP)
  if (measured.length !== PRESSES) throw new Error(`${presses.length} presses arrived of ${WARM_UP + PRESSES}`)
  const durations = measured.map(({ at }) => events.find((event) => Math.abs(event.at - at) < 1)?.ms ?? THRESHOLD_MS)
  return {
    eventTiming: quantile(durations, 0.95),
    twoFrames: quantile(
      measured.map(({ twoFrames }) => twoFrames ?? Number.POSITIVE_INFINITY),
      0.95,
    ),
    late: measured.filter(({ moved }) => !moved).length,
  }
}

/** Bytes of all scripts that the page loads until it is at rest, each one gzipped. */
async function weighScripts(
  context: BrowserContext,
  address: string,
  ready: string,
): Promise<{ kB: number; files: number }> {
  const page = await context.newPage()
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  await page.goto(address)
  await page.locator(ready).first().waitFor()
  await page.waitForLoadState('networkidle')
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
  await page.close()
  return { kB: sizes.reduce((sum, size) => sum + size, 0) / 1000, files: sizes.length }
}

async function signedIn(browser: Browser, { t, url }: BenchPlumbline, user: { id: string }): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const { cookie } = await mintSession(t.db, user)
  // The browser keeps Secure cookies for plain http on this machine, but the testing protocol asks for https.
  await context.addCookies([{ ...cookie, url: url.replace(/^http:/, 'https:'), httpOnly: true, sameSite: 'Lax' }])
  await context.addInitScript({ path: path.join(root, 'tests/bench/watch-keys.js') })
  return context
}

async function measure(browser: Browser, plumbline: BenchPlumbline): Promise<BenchRow[]> {
  const items = 2 * ROUNDS * (WARM_UP + PRESSES) + 40
  const { project, queue, users } = await makeBigDesk(plumbline.t, { reviewers: 1, items, slots: 1 })
  const address = `${plumbline.url}/${project.slug}/review/${queue.id}`
  const context = await signedIn(browser, plumbline, users[0]!)
  const ours = await weighScripts(context, address, '#item h1')
  const empty = await withEmptyApp(async (url) => weighScripts(await browser.newContext(), url, 'p'))
  const plain: Timed[] = []
  const delayed: Timed[] = []
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await accept(context, address, 0))
    delayed.push(await accept(context, address, DELAY_MS))
  }
  return [
    ...keyRows('key to next item', plain),
    ...keyRows(`the same with ${DELAY_MS} ms added to every response`, delayed),
    {
      label: 'scripts of the workbench ÷ scripts of an empty page, gzip',
      value: ours.kB / empty.kB,
      unit: '×',
      goal: { atMost: 1.8 },
    },
    { label: `scripts of the workbench (${ours.files} files), gzip`, value: ours.kB, unit: 'kB' },
    { label: `scripts of an empty page of the same Next (${empty.files} files), gzip`, value: empty.kB, unit: 'kB' },
  ]
}

function keyRows(what: string, rounds: Timed[]): BenchRow[] {
  const of = (pick: (timed: Timed) => number) => median(rounds.map(pick))
  return [
    {
      label: `${what}, Event Timing, p95`,
      value: of(({ eventTiming }) => eventTiming),
      unit: 'ms',
      goal: { atMost: 56 },
    },
    {
      label: 'by two animation frames, p95',
      value: of(({ twoFrames }) => twoFrames),
      unit: 'ms',
      goal: { atMost: 100 },
    },
    {
      label: 'presses without the next item on the next frame',
      value: of(({ late }) => late),
      unit: '',
      goal: { atMost: 0 },
    },
  ]
}

export const run = (): Promise<BenchResult> =>
  withPlumbline(async (plumbline) => {
    const browser = await chromium.launch({
      executablePath: (await findBrowser()) ?? undefined,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    try {
      return {
        name: 'The workbench in Chromium, production build',
        rows: await measure(browser, plumbline),
        notes: [
          `Each time is the median of ${ROUNDS} rounds' p95 over ${PRESSES} presses of A, one every ${PAUSE_MS} ms.`,
          'Browser, server and database share the cores. Scripts for browsers without modules are not loaded and not counted.',
        ],
      }
    } finally {
      await browser.close()
    }
  })
