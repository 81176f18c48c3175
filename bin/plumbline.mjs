#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './lib/root.mjs'

/** `npm run -s plumbline -- <command>`: prepares what it needs without a word on standard output, then runs it. */
const called = process.cwd()
const prepared = spawnSync(process.execPath, [path.join(root, 'bin/prepare.mjs'), 'plumbline'], {
  cwd: root,
  stdio: ['ignore', 2, 'inherit'],
})
if (prepared.status !== 0) process.exit(prepared.status ?? 1)

const program = path.join(root, 'dist/plumbline.mjs')
if (!existsSync(program)) {
  process.stderr.write('The command line could not be prepared.\n')
  process.exit(1)
}
// npm calls from Plumbline's folder and says where it was called from; files are named from there.
process.env.PLUMBLINE_CALLED_FROM =
  process.env.npm_lifecycle_event === 'plumbline' ? (process.env.INIT_CWD ?? called) : called
process.chdir(root)
await import(program)
