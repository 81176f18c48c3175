#!/usr/bin/env node
import path from 'node:path'
import { fail } from './lib/fail.mjs'
import { root } from './lib/root.mjs'
import { markRunning } from './lib/running.mjs'

/** `npm start`, and with --dev `npm run dev`. bin/prepare.mjs has run before. */
const dev = process.argv.includes('--dev')
const bundles = path.join(root, dev ? 'dist/dev' : 'dist')
process.chdir(root)

try {
  let supervised
  if (dev) {
    const { watchBundles } = await import('./lib/bundle.mjs')
    await watchBundles(bundles, () => supervised?.restartWorker())
  }
  const { supervise } = await import(path.join(bundles, 'supervisor.mjs'))
  const unmark = markRunning(dev ? 'dev' : 'start')
  supervised = await supervise({ root, dev, bundles })
  if (!supervised) {
    unmark()
    process.exit(0)
  }
} catch (error) {
  fail(error)
}
