#!/usr/bin/env node
// npm run bench [-- --only import,lists] [--json]
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const child = spawn(
  process.execPath,
  ['--conditions=react-server', '--import', 'tsx', 'tests/bench/run.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
