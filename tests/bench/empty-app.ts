import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { findFreePort } from '@/lib/server/postgres/free-port'
import { root } from '../support/server'
import { waitFor } from '../support/wait-for'

const folder = path.join(root, 'tests/bench/empty-app')
const next = path.join(root, 'node_modules/next/dist/bin/next')
const quiet = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }

const stamp = path.join(folder, '.next/made-by')
const version = () => (createRequire(import.meta.url)('next/package.json') as { version: string }).version

/** Built once for a version of Next. */
function build(): void {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version()) return
  execFileSync(process.execPath, [next, 'build'], { cwd: folder, env: quiet, stdio: ['ignore', 2, 2] })
  writeFileSync(stamp, version())
}

/** An empty page of the same Next, built and served. */
export async function withEmptyApp<T>(use: (url: string) => Promise<T>): Promise<T> {
  build()
  const port = await findFreePort()
  const child = spawn(process.execPath, [next, 'start', '--port', String(port), '--hostname', '127.0.0.1'], {
    cwd: folder,
    env: quiet,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  try {
    await waitFor(
      'the empty app',
      () =>
        fetch(url).then(
          ({ ok }) => ok,
          () => false,
        ),
      30_000,
    )
    return await use(url)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
