#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './lib/root.mjs'

/** `npm test`: everything, the quick things first; the first part that fails ends it. */
const tool = (name) => path.join(root, 'node_modules/.bin', name)
const results = path.join(root, 'test-results/counts')

const vitest = (project) => ({
  command: [
    tool('vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    '--reporter=./tests/support/second-tries.ts',
  ],
  args: (file) => [`--outputFile.json=${file}`],
  count: ({ numPassedTests, numFailedTests, numPendingTests }) => [numPassedTests, numFailedTests, numPendingTests],
})
const playwright = {
  command: [tool('playwright'), 'test', '--reporter=list,json'],
  args: () => [],
  env: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
  count: ({ stats }) => [stats.expected + stats.flaky, stats.unexpected, stats.skipped],
}
const parts = [
  { name: 'format and lint', command: [tool('biome'), 'check', '.'] },
  { name: 'types', command: [tool('tsc'), '--noEmit', '-p', '.'] },
  { name: 'unit tests', ...vitest('unit') },
  { name: 'database tests', ...vitest('database') },
  { name: 'browser tests', ...playwright },
]

function readCounts({ count }, file) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return [0, 0, 0]
  }
}

let total = [0, 0, 0]
let failed = null
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

for (const part of parts) {
  console.log(`\n── ${part.name} ──`)
  const began = performance.now()
  const file = path.join(results, `${part.name.replaceAll(' ', '-')}.json`)
  const [command, ...args] = [...part.command, ...(part.args?.(file) ?? [])]
  const env = { ...process.env, ...part.env?.(file) }
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const counts = part.count ? readCounts(part, file) : [0, 0, 0]
  total = total.map((sum, index) => sum + counts[index])
  console.log(`${status === 0 ? '✓' : '✕'} ${part.name} (${seconds} s)`)
  if (status !== 0) {
    failed = part.name
    break
  }
}

if (failed) console.log(`\nStopped at ${failed}: what it said stands above. The parts after it did not run.`)
console.log(`\n${total[0]} passed, ${total[1] || (failed ? 1 : 0)} failed${total[2] ? `, ${total[2]} skipped` : ''}`)
process.exit(failed ? 1 : 0)
