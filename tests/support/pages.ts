import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { findBarriers } from './e2e'

const app = path.resolve(import.meta.dirname, '../../app')

/** Every page of the application by its address, as the folders say it: '/[project]/quality'. */
export function listPages(): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map(
      (file) =>
        `/${file
          .split('/')
          .slice(0, -1)
          .filter((part) => !part.startsWith('('))
          .join('/')}`,
    )
    .sort()
}

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/**
 * What is wrong with a page that is open, on a wide light screen and on a dark phone: one line a fault. `phoneOnly`
 * leaves the wide screen to whoever sees more of the page. Leaves it light and wide.
 */
export async function findFaults(page: Page, { phoneOnly = false } = {}): Promise<string[]> {
  const faults: string[] = []
  const note = (where: string, found: string[]) => faults.push(...found.map((line) => `${where}: ${line}`))
  await page.locator('h1').first().waitFor({ timeout: 10_000 })
  if (!phoneOnly) note('light, wide', await findBarriers(page))
  note('wide', await findOverflow(page))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(PHONE)
  note('dark, phone', await findBarriers(page))
  note('phone', await findOverflow(page))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(WIDE)
  return faults
}

/** The document must not scroll sideways; what is too wide scrolls in a box of its own. */
async function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 3)
    return [
      `${scrollWidth} px of page in ${clientWidth}: ${wide.map((one) => one.outerHTML.slice(0, 120)).join(' | ')}`,
    ]
  })
}
