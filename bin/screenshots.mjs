#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findBrowser } from './lib/browser.mjs'
import { fail } from './lib/fail.mjs'
import { root } from './lib/root.mjs'

/**
 * `npm run screenshots [-- FOLDER]`: starts a Plumbline of its own, sets it up as a person would, judges the demo by
 * keyboard, and takes the pictures of the README. With a folder outside of this one, every page that its links lead to
 * as well, in both themes and widths: to be looked at, not to be kept.
 */
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const PERSON = { name: 'Ada Example', email: 'ada@example.org', password: 'a kettle hums in the far kitchen' }
/** The item in the picture: this one, or the next that is not masked. */
const PICTURED = 12
/** Most pass. */
const isReject = (n) => n % 6 === 4
const MOST_PAGES = 80

const images = path.join(root, 'docs/images')
const say = (text) => process.stdout.write(`${text}\n`)

function readFolder() {
  const [given] = process.argv.slice(2)
  if (!given) return null
  const folder = path.resolve(given)
  if (!path.relative(root, folder).startsWith('..'))
    throw new Error(`${folder} is inside the repository. Name a folder outside of it.`)
  mkdirSync(folder, { recursive: true })
  return folder
}

const findPort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** Resolves with the printed link. */
async function start(dataDir) {
  const child = spawn(process.execPath, [path.join(root, 'bin/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: '',
      PLUMBLINE_URL: '',
      HOST: '',
      PLUMBLINE_DATA: dataDir,
      PORT: await findPort(),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = () => child.kill('SIGINT') && ended
  const link = await new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      const found = /^ {2}(https?:\/\/\S+)$/m.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`Plumbline did not start:\n${said}`)))
  })
  return { link, stop }
}

async function setUp(page, link, folder) {
  await page.goto(link)
  if (folder) await takeBoth(page, folder, 'set-up')
  await page.getByLabel('Name').fill(PERSON.name)
  await page.getByLabel('E-mail').fill(PERSON.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(PERSON.password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL(/\/review\/[0-9a-f-]{36}$/)
}

/** Judges the whole queue by keys. Returns how many there were. */
async function judge(page, onItem) {
  const counter = page.getByText(/^\d+ of \d+ ·/).first()
  const total = Number(/of (\d+)/.exec(await counter.textContent())?.[1])
  for (let n = 1; n <= total; n++) {
    await page.getByText(`${n} of ${total} ·`).first().waitFor()
    await page.getByRole('button', { name: /^Accept/ }).waitFor()
    const show = page.getByRole('button', { name: /^Show the text/ })
    const masked = await show.isVisible()
    if (masked) {
      await page.keyboard.press('v')
      await show.waitFor({ state: 'hidden' })
    }
    await onItem(n, masked)
    for (const key of isReject(n) ? ['r', '1', 'Enter'] : ['a']) await page.keyboard.press(key)
  }
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor()
  return total
}

/** The page as it is, in both themes and widths. */
async function takeBoth(page, folder, name) {
  await page.locator('h1').first().waitFor()
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
      await page.setViewportSize(viewport)
      await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size}.png`), fullPage: true })
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(WIDE)
}

/** What no link leads to: an invitation and the sign-in as a stranger sees them, and the lock. */
async function takeDoors(page, stranger, folder, project) {
  await page.goto(`/${project}/settings/people`)
  await page.getByRole('button', { name: 'Make a link' }).click()
  const invitation = await page
    .getByText(/\/invite\//)
    .first()
    .textContent()
  await stranger.goto(new URL(/\S*\/invite\/\S+/.exec(invitation)[0], page.url()).href)
  await takeBoth(stranger, folder, 'invitation')
  await stranger.goto('/sign-in')
  await takeBoth(stranger, folder, 'sign-in')
  await page.getByRole('button', { name: 'Blank screen' }).click()
  await page.waitForURL(/\/locked/)
  await takeBoth(page, folder, 'locked')
  await page.getByRole('textbox', { name: 'Password' }).fill(PERSON.password)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await page.waitForURL((address) => address.pathname !== '/locked')
}

const kindOf = (address) => address.split(/[?#]/)[0].replace(/[0-9a-f-]{36}/g, 'id')

/** Every page that links lead to, one of each kind, in both themes and widths. */
async function takeAll(page, folder, first) {
  const waiting = [...first]
  const kinds = new Set()
  while (waiting.length > 0 && kinds.size < MOST_PAGES) {
    const address = waiting.shift()
    if (kinds.has(kindOf(address))) continue
    kinds.add(kindOf(address))
    await page.goto(address)
    const name = kindOf(address).slice(1).replaceAll('/', '-') || 'projects'
    await takeBoth(page, folder, name)
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.filter((one) => !one.download).map((one) => one.getAttribute('href')))
    waiting.push(...links.filter((href) => !href.startsWith('/api/')))
  }
  return kinds.size
}

const dataDir = mkdtempSync(path.join(tmpdir(), 'plumbline-screenshots-'))
let stop
let browser
let failure
try {
  const folder = readFolder()
  // As root its PostgreSQL runs as another user, which must be able to enter.
  chmodSync(dataDir, 0o755)
  const plumbline = await start(dataDir)
  stop = plumbline.stop
  const { chromium } = await import('@playwright/test')
  browser = await chromium.launch({ executablePath: (await findBrowser()) ?? undefined, args: ['--no-sandbox'] })
  const look = {
    viewport: WIDE,
    deviceScaleFactor: 1,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
    baseURL: new URL(plumbline.link).origin,
  }
  const page = await browser.newPage(look)
  page.setDefaultTimeout(30_000)
  mkdirSync(images, { recursive: true })

  await setUp(page, plumbline.link, folder)
  const queue = new URL(page.url()).pathname
  if (folder) await takeDoors(page, await browser.newPage(look), folder, queue.split('/')[1])
  if (folder) say(`${await takeAll(page, folder, ['/', queue])} pages in ${folder}`)
  await page.goto(queue)
  let pictured = false
  const total = await judge(page, async (n, masked) => {
    if (pictured || masked || n < PICTURED) return
    await page.screenshot({ path: path.join(images, 'workbench.png') })
    pictured = true
  })
  say(`${total} items judged`)
  await page.goto(`/${queue.split('/')[1]}/quality`)
  await page.locator('h1').waitFor()
  await page.screenshot({ path: path.join(images, 'quality.png') })
  say('docs/images/workbench.png and docs/images/quality.png')
} catch (error) {
  failure = error
} finally {
  await browser?.close()
  await stop?.()
  rmSync(dataDir, { recursive: true, force: true })
}
if (failure) fail(failure)
