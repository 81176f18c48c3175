import { format } from 'node:util'
import { afterEach, beforeEach, expect } from 'vitest'

/** What a test is silent about must not speak: an unexpected warning or error on the console fails the test. */
const said: string[] = []
let allowed: RegExp[] = []

/** For a test that provokes a warning on purpose. Holds until the end of that test. */
export function allowConsole(...patterns: RegExp[]) {
  allowed.push(...patterns)
}

for (const level of ['warn', 'error'] as const) {
  const original = console[level].bind(console)
  console[level] = (...args: unknown[]) => {
    const line = format(...args)
    if (allowed.some((pattern) => pattern.test(line))) return
    said.push(`console.${level}: ${line}`)
    original(...args)
  }
}

beforeEach(() => {
  said.length = 0
  allowed = []
})

afterEach(() => {
  expect(said, 'unexpected words on the console').toEqual([])
})
