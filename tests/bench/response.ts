import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findBrowser } from '@/bin/lib/browser.mjs'
import { longResponse } from '../support/long-response'
import { mintSession } from '../support/mint-session'
import { makeResponseDesk } from '../support/response-desk'
import { root } from '../support/server'
import { type BenchPlumbline, withPlumbline } from './plumbline'
import { type BenchResult, type BenchRow, median, quantile } from './report'

const STEPS = 200
const BYTES = 1_000_000
const ROUNDS = 3
const PAUSE_MS = 120

interface Watched {
  /** The first steps are painted, and can be read and gone through. */
  opened: number | null
  /** So is the last one. */
  whole: number | null
  interactions: { name: string; ms: number }[]
}

async function open(context: BrowserContext, address: string): Promise<{ page: Page; opened: number; whole: number }> {
  const page = await context.newPage()
  await page.goto(address)
  // Asked from outside: the page's own policy lets nothing be evaluated in it again and again.
  for (let tries = 0; tries < 600; tries++) {
    const { opened, whole } = (await page.evaluate('plumblineBench')) as Watched
    if (opened && whole) return { page, opened, whole }
    await sleep(50)
  }
  throw new Error(`The response did not open within 30 s: ${address}`)
}

/** Reads it as a person does: by steps, raw and back, unfolding, by the wheel. INP is the 98th percentile of the worst. */
async function readThrough(page: Page): Promise<{ ms: number; interactions: number }> {
  const press = async (key: string) => {
    await page.keyboard.press(key)
    await sleep(PAUSE_MS)
  }
  for (let step = 0; step < 60; step++) await press('j')
  for (let time = 0; time < 4; time++) await press('p')
  for (let step = 0; step < 20; step++) await press('k')
  for (let turn = 0; turn < 20; turn++) {
    await page.mouse.move(700, 500)
    await page.mouse.wheel(0, 1_500)
    await sleep(PAUSE_MS / 4)
  }
  for (const button of (await page.getByRole('button', { name: /^Show the/ }).all()).slice(30, 36)) await button.click()
  await sleep(500)
  const { interactions } = (await page.evaluate('plumblineBench')) as Watched
  const slow = interactions.map(({ ms }) => ms)
  return { ms: slow.length > 0 ? quantile(slow, 0.98) : 16, interactions: slow.length }
}

async function measure(context: BrowserContext, plumbline: BenchPlumbline, addresses: Addresses): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const [place, address] of Object.entries(addresses)) {
    const opened: number[] = []
    const whole: number[] = []
    const inp: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { page, ...seen } = await open(context, `${plumbline.url}${address}`)
      opened.push(seen.opened)
      whole.push(seen.whole)
      inp.push((await readThrough(page)).ms)
      await page.close()
    }
    rows.push(
      { label: `opening ${place}, until it can be read`, value: median(opened), unit: 'ms', goal: { atMost: 1_000 } },
      { label: `opening ${place}, until its last step is drawn too`, value: median(whole), unit: 'ms' },
      { label: `reading ${place}, INP`, value: median(inp), unit: 'ms', goal: { atMost: 200 } },
    )
  }
  return rows
}

type Addresses = Record<'its own page' | 'the review screen', string>

/** A response of 200 steps and 1 MB, opened and read in Chromium. */
export const run = (): Promise<BenchResult> =>
  withPlumbline(async (plumbline) => {
    const { t, url } = plumbline
    const content = longResponse({ steps: STEPS, bytes: BYTES })
    const desk = await makeResponseDesk(t, { intent: 'BENIGN', contents: [content], reviewers: 1, slots: 1 })
    const browser = await chromium.launch({
      executablePath: (await findBrowser()) ?? undefined,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const { cookie } = await mintSession(t.db, desk.users[0]!)
      await context.addCookies([{ ...cookie, url: url.replace(/^http:/, 'https:'), httpOnly: true, sameSite: 'Lax' }])
      await context.addInitScript({ path: path.join(root, 'tests/bench/watch-opening.js') })
      const rows = await measure(context, plumbline, {
        'its own page': `/${desk.project.slug}/responses/${desk.responses[0]!.item.id}`,
        'the review screen': `/${desk.project.slug}/review/${desk.queue.id}`,
      })
      const size = Buffer.byteLength(JSON.stringify(content.messages))
      return { name: `a response of ${STEPS} steps, ${(size / 1e6).toFixed(2)} MB`, rows }
    } finally {
      await browser.close()
    }
  })
