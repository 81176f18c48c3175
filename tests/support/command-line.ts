import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { root } from './server'

export interface Said {
  code: number | null
  stdout: string
  stderr: string
}

/** The command line as it is shipped: bundled once from the sources as they are, then a process a call. */
export function commandLine() {
  const folder = path.join(root, 'dist', `test-${process.pid}`)
  beforeAll(async () => {
    const { bundle } = (await import(path.join(root, 'bin/lib/bundle.mjs'))) as {
      bundle(outdir: string): Promise<void>
    }
    await bundle(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (args: string[], env: Record<string, string> = {}): Promise<Said> =>
    run([path.join(folder, 'plumbline.mjs'), ...args], env)
}

function run(args: string[], env: Record<string, string>): Promise<Said> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Said = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...said, code }))
  })
}
