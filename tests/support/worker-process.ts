import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './server'

export interface WorkerProcess {
  readonly pid: number
  /** Resolves when it works on jobs. */
  ready: Promise<void>
  /** Resolves with the signal or code that it ended with. */
  ended: Promise<string | number>
  signal(name: NodeJS.Signals): void
  /** What it wrote. */
  output(): string
}

const started = new Set<ChildProcess>()
const folder = path.join(root, 'dist', `test-worker-${process.pid}`)

/** Bundles the worker from the sources as they are. */
export async function bundleWorker(): Promise<void> {
  const { bundle } = (await import(path.join(root, 'bin/lib/bundle.mjs'))) as { bundle(outdir: string): Promise<void> }
  await bundle(folder)
}
export const removeBundle = () => rmSync(folder, { recursive: true, force: true })

/** A worker as the operator starts one, in a process of its own. */
export function startWorkerProcess(env: Record<string, string>): WorkerProcess {
  const clock = ['--import', './tests/support/skewed-clock.mjs']
  const args = [...('CLOCK_SKEW_MS' in env ? clock : []), path.join(folder, 'worker.mjs')]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  let said = ''
  const ended = new Promise<string | number>((resolve) => {
    child.on('close', (code, signal) => {
      started.delete(child)
      resolve(signal ?? code ?? 0)
    })
  })
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('worker ready')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then((how) => reject(new Error(`The worker ended (${how}) before it was ready:\n${said}`)))
  })
  ready.catch(() => {})
  return { pid: child.pid ?? 0, ready, ended, signal: (name) => void child.kill(name), output: () => said }
}

/** Those that are still there, whatever became of them. */
export async function killWorkerProcesses(): Promise<void> {
  const all = [...started]
  await Promise.all(
    all.map((child) => {
      const gone = new Promise((resolve) => child.on('close', resolve))
      child.kill('SIGKILL')
      return gone
    }),
  )
}
