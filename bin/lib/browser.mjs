import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { run } from './steps.mjs'

/** Programs that drive like Chromium, by the names that systems give them. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function findOnPath() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  for (const name of NAMES) {
    for (const folder of folders) {
      const file = path.join(folder, name)
      if (existsSync(file)) return file
    }
  }
  return null
}

async function findPlaywrights() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return file && existsSync(file) ? file : null
}

/** The browser that tests run in: PLUMBLINE_CHROMIUM, a system's own, or Playwright's; null if there is none. */
export async function findBrowser() {
  const given = process.env.PLUMBLINE_CHROMIUM
  if (given) return existsSync(given) ? given : null
  return findOnPath() ?? (await findPlaywrights())
}

/** Playwright's own download, else, as root on Debian and its kin, the system's package. */
export async function installBrowser() {
  const playwright = [path.join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium']
  const tries = [[process.execPath, playwright]]
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    tries.push(['sh', ['-c', 'apt-get update -q && apt-get install -y -q --no-install-recommends chromium']])
  }
  let why = ''
  for (const [command, args] of tries) {
    try {
      await run(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } })
      if (await findBrowser()) return
    } catch (error) {
      why = error.message
    }
  }
  throw new Error(
    `The browser tests need Chromium, and none could be installed.\n${why}\n` +
      "Install your system's chromium package, or set PLUMBLINE_CHROMIUM to a Chromium or Chrome program.",
  )
}
