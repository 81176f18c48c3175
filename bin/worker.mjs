#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fail } from './lib/fail.mjs'
import { root } from './lib/root.mjs'
import { markRunning } from './lib/running.mjs'

/** `npm run worker`: one more worker, on this machine or another one, on the same database. */
process.chdir(root)
const prepared = spawnSync(process.execPath, [path.join(root, 'bin/prepare.mjs'), 'worker'], { stdio: 'inherit' })
if (prepared.status !== 0) process.exit(prepared.status ?? 1)

try {
  markRunning('worker')
  const { adoptInstallation } = await import('../dist/installation.mjs')
  await adoptInstallation(root)
  await import('../dist/worker.mjs')
} catch (error) {
  fail(error)
}
