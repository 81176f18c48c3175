import os from 'node:os'
import { parseArgs } from 'node:util'
import { type BenchResult, printResult } from './report'

/** Both sides of every ratio are measured in one run; a bench that fails says so and the others go on. */
const BENCHES: Record<string, () => Promise<{ run(): Promise<BenchResult | BenchResult[]> }>> = {
  import: () => import('./import'),
  conversations: () => import('./conversations'),
  convert: () => import('./convert'),
  claim: () => import('./claim'),
  drain: () => import('./drain'),
  judgment: () => import('./judgment'),
  quality: () => import('./quality'),
  statistics: () => import('./statistics'),
  pages: () => import('./pages'),
  balance: () => import('./balance'),
  lists: () => import('./lists'),
  workbench: () => import('./workbench'),
  response: () => import('./response'),
  runs: () => import('./runs'),
  steps: () => import('./steps'),
  environment: () => import('./environment'),
  snapshots: () => import('./snapshots'),
  exports: () => import('./exports'),
  injections: () => import('./injections'),
  start: () => import('./start'),
}

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } })
const names = values.only ? values.only.split(',') : Object.keys(BENCHES)
const results: BenchResult[] = []
let failed = false

for (const name of names) {
  const load = BENCHES[name]
  if (!load) {
    process.stderr.write(`No bench is called ${name}. There are: ${Object.keys(BENCHES).join(', ')}.\n`)
    process.exit(2)
  }
  try {
    for (const result of [await (await load()).run()].flat()) {
      results.push(result)
      if (!values.json) printResult(result)
    }
  } catch (error) {
    failed = true
    process.stderr.write(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
  }
}
if (values.json) {
  const machine = { cpus: os.cpus().length, memoryGiB: Math.round(os.totalmem() / 2 ** 30), node: process.version }
  process.stdout.write(`${JSON.stringify({ machine, results })}\n`)
}
process.exit(failed ? 1 : 0)
