#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The quick look before a push: format and lint, types, unit tests. */
const root = fileURLToPath(new URL('..', import.meta.url))
const tool = (name) => path.join(root, 'node_modules/.bin', name)
const steps = [
  ['format and lint', tool('biome'), ['check', '.']],
  ['types', tool('tsc'), ['--noEmit', '-p', '.']],
  ['unit tests', tool('vitest'), ['run', '--project', 'unit', '--passWithNoTests']],
]

for (const [name, command, args] of steps) {
  const started = performance.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (status !== 0) {
    console.error(`✕ ${name} (${seconds} s)`)
    process.exit(1)
  }
  console.log(`✓ ${name} (${seconds} s)`)
}
