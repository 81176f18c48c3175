import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DATABASE } from '@/lib/server/open-database'
import { readPorts } from '@/lib/server/ports'
import { findFreePort } from '@/lib/server/postgres/free-port'
import { readOrMakeSecrets } from '@/lib/server/secrets'
import { root } from './server'

/** A Plumbline of its own: the real supervisor on the production build, a free port and a fresh data folder. */
export interface Plumbline {
  url: string
  /** The one-time link of a first start; null once there is an admin. */
  setupLink: string | null
  databaseUrl: string
  sessionSecret: string
  encryptionKey: string
  dataDir: string
  pid: number
  /** Everything it has printed so far. */
  said(): string
  /** As Ctrl+C does; resolves when it has ended. */
  stop(): Promise<void>
  /** As a crash does. */
  kill(): Promise<void>
}

export function makeDataDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'plumbline-e2e-'))
  // As root its PostgreSQL runs as another user, which must be able to enter.
  chmodSync(dir, 0o755)
  return dir
}

export const dropDataDir = (dir: string) => rmSync(dir, { recursive: true, force: true })

function spawnStart(env: Record<string, string | undefined>): {
  child: ChildProcess
  said: () => string
  ended: Promise<void>
} {
  const child = spawn(process.execPath, [path.join(root, 'bin/start.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: '',
      PLUMBLINE_URL: '',
      // Another installation's, which the run itself was given.
      PLUMBLINE_SESSION_SECRET: '',
      PLUMBLINE_ENCRYPTION_KEY: '',
      HOST: '',
      NODE_OPTIONS: '',
      ...env,
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, said: () => text, ended: new Promise((resolve) => child.once('exit', () => resolve())) }
}

/** Runs the start command to its end: for starts that refuse, or that find another one running. */
export async function runStart(
  env: Record<string, string | undefined>,
): Promise<{ code: number | null; said: string }> {
  const { child, said, ended } = spawnStart(env)
  await ended
  return { code: child.exitCode, said: said() }
}

const LINK = /^ {2}(https?:\/\/\S+)$/m

export async function startPlumbline(
  options: { dataDir?: string; env?: Record<string, string> } = {},
): Promise<Plumbline> {
  const dataDir = options.dataDir ?? makeDataDir()
  const port = await findFreePort()
  const { child, said, ended } = spawnStart({ PLUMBLINE_DATA: dataDir, PORT: String(port), ...options.env })
  const link = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = LINK.exec(said())?.[1]
      if (found) resolve(found)
    }
    child.stdout?.on('data', look)
    child.once('exit', () => reject(new Error(`Plumbline did not start:\n${said()}\n${readLog(dataDir)}`)))
  })
  const secrets = readOrMakeSecrets(dataDir)
  const password = encodeURIComponent(secrets.databasePassword)
  return {
    url: new URL(link).origin,
    setupLink: new URL(link).pathname === '/' ? null : link,
    databaseUrl:
      options.env?.DATABASE_URL ??
      `postgresql://plumbline:${password}@127.0.0.1:${readPorts(dataDir).postgres}/${DATABASE}`,
    sessionSecret: secrets.sessionSecret,
    encryptionKey: secrets.encryptionKey,
    dataDir,
    pid: child.pid ?? 0,
    said,
    async stop() {
      child.kill('SIGINT')
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function readLog(dataDir: string): string {
  try {
    return readFileSync(path.join(dataDir, 'logs/web.log'), 'utf8').slice(-2_000)
  } catch {
    return ''
  }
}
