import { type ChildProcess, fork, type StdioOptions } from 'node:child_process'
import { writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { createClient } from '@/lib/data/client'
import { makeSetupLink } from '@/lib/services/people/make-setup-link'
import { childEnv } from './child-env'
import { choosePort } from './choose-port'
import { doStep, say } from './do-step'
import { type Env, isLoopback, parseEnv, SetupError } from './env'
import { type Hold, holdFolder } from './hold-folder'
import { type Kept, keepRunning } from './keep-running'
import { log, messageOf } from './log'
import { DATABASE, dataFolder, migrate, requireUsableDatabase, startEmbedded } from './open-database'
import { openLog } from './open-log'
import type { Cluster } from './postgres/start-cluster'
import { readOrMakeSecrets } from './secrets'
import { readPreparation, type StartReport, writeStartReport } from './start-report'

/** `npm start`: PostgreSQL, the web server and a worker as children, one link, and an end on Ctrl+C. */

export interface SuperviseOptions {
  root: string
  dev: boolean
  /** Folder of this program's own bundles. */
  bundles: string
}
export interface Supervised {
  restartWorker(): void
}

/** In a session of its own, so that Ctrl+C reaches the supervisor alone and it can end things in order. */
function spawnNode(
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  root: string,
  out: StdioOptions,
  execArgv: string[],
) {
  return fork(file, args, { cwd: root, env, stdio: out, execArgv, detached: true })
}

class Supervisor {
  private readonly steps: StartReport['steps'] = []
  private readonly kept: { name: string; child: Kept }[] = []
  private cluster: Cluster | undefined
  private stopping: Promise<void> | undefined

  constructor(
    private readonly options: SuperviseOptions,
    private readonly env: Env,
    private readonly dataDir: string,
    private readonly hold: Hold,
  ) {}

  async start() {
    const { env, dataDir, options } = this
    const databaseUrl = await this.startDatabase()
    const migrating = () => migrate(databaseUrl, options.root)
    await doStep(this.steps, 'database brought up to date', migrating)
    const host = env.HOST ?? '127.0.0.1'
    const port = await choosePort(env, dataDir)
    const url = env.PLUMBLINE_URL ?? new URL(`http://localhost:${port}`)
    const children = childEnv(env, { databaseUrl, dataDir, url, dev: options.dev })
    this.startWorker(children)
    await doStep(this.steps, 'web server answers', async () => {
      this.startWeb(children, host, port)
      await this.waitForWeb(isLoopback(host) || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port)
    })
    writeStartReport(dataDir, [...readPreparation(options.root), ...this.steps])
    const link = await this.findLink(databaseUrl, url)
    this.hold.announce(url.origin)
    this.printLink(link, host, url)
  }

  private async startDatabase(): Promise<string> {
    const { env, dataDir, options } = this
    const given = env.DATABASE_URL
    if (given) {
      await doStep(this.steps, 'database found (DATABASE_URL)', () => requireUsableDatabase(given))
      return given
    }
    const cluster = await doStep(this.steps, 'database started', () => startEmbedded(dataDir, options.root))
    if (cluster.reused) say('  one that a killed Plumbline had left running')
    this.cluster = cluster
    this.watchDatabase(cluster)
    return cluster.url(DATABASE)
  }

  /** A PostgreSQL that ended starts again, on the same port: web and worker find it by themselves. */
  private async watchDatabase(cluster: Cluster): Promise<void> {
    await cluster.ended
    for (let wait = 500; !this.stopping; wait = Math.min(wait * 2, 15_000)) {
      log.error('postgres', `ended; starts again in ${wait / 1000} s`)
      await sleep(wait)
      if (this.stopping) return
      try {
        this.cluster = await startEmbedded(this.dataDir, this.options.root)
        log.info('postgres', 'started again')
        return this.watchDatabase(this.cluster)
      } catch (error) {
        log.error('postgres', messageOf(error))
      }
    }
  }

  private startWorker(env: NodeJS.ProcessEnv) {
    const file = path.join(this.options.bundles, 'worker.mjs')
    this.keep('worker', (out) => spawnNode(file, [], env, this.options.root, out, []))
  }

  private startWeb(env: NodeJS.ProcessEnv, host: string, port: number) {
    const next = path.join(this.options.root, 'node_modules/next/dist/bin/next')
    const follow = pathToFileURL(path.join(this.options.bundles, 'follow-parent.mjs')).href
    const args = [this.options.dev ? 'dev' : 'start', '--port', String(port), '--hostname', host]
    this.keep('web', (out) => spawnNode(next, args, env, this.options.root, out, ['--import', follow]))
  }

  private keep(name: string, start: (out: StdioOptions) => ChildProcess) {
    const file = openLog(this.dataDir, name)
    const out: StdioOptions = this.options.dev
      ? ['ignore', 'inherit', 'inherit', 'ipc']
      : ['ignore', file, 'pipe', 'ipc']
    const child = keepRunning(name, () => {
      const started = start(out)
      started.stderr?.on('data', (chunk: Buffer) => this.echo(file, chunk))
      return started
    })
    this.kept.push({ name, child })
  }

  /** Everything goes to the log; the terminal shows what went wrong. */
  private echo(file: number, chunk: Buffer) {
    writeSync(file, chunk)
    const text = chunk.toString()
    if (/error/i.test(text)) process.stderr.write(text)
  }

  private async waitForWeb(host: string, port: number) {
    for (const end = Date.now() + 90_000; Date.now() < end; await sleep(50)) {
      try {
        await fetch(`http://${host}:${port}/api/health`, { signal: AbortSignal.timeout(30_000) })
        return
      } catch {
        // Not listening yet.
      }
    }
    throw new SetupError(`The web server does not answer. Its log says why: ${path.join(this.dataDir, 'logs/web.log')}`)
  }

  private async findLink(databaseUrl: string, url: URL) {
    const db = createClient(databaseUrl, 1)
    try {
      return await makeSetupLink(db, url)
    } finally {
      await db.$disconnect()
    }
  }

  private printLink(setup: string | null, host: string, url: URL) {
    say('')
    say(setup ? `Set up Plumbline (this link works once):\n\n  ${setup}\n` : `Plumbline is at\n\n  ${url.origin}\n`)
    if (!isLoopback(host) && isLoopback(url.hostname)) {
      say(
        `It listens on ${host}, but people can sign in at ${url.origin} only: set PLUMBLINE_URL to its public address.`,
      )
    }
    if (url.protocol === 'http:' && !isLoopback(url.hostname)) say('Plain http: passwords travel unencrypted.')
    say('Ctrl+C stops it.')
  }

  restartWorker() {
    this.kept.find(({ name }) => name === 'worker')?.child.restart()
  }

  /** Web first, so that nothing new comes in; then the worker; then the database that both write to. */
  stop(): Promise<void> {
    this.stopping ??= (async () => {
      await Promise.all(this.kept.map(({ name, child }) => child.stop(name === 'worker' ? 28_000 : 5_000)))
      await this.cluster?.stop()
      this.hold.release()
    })()
    return this.stopping
  }
}

async function takeFolder(dataDir: string): Promise<Hold | null> {
  const held = await holdFolder(path.join(dataDir, 'plumbline.lock'), dataDir)
  if ('announce' in held) return held
  say(
    held.url
      ? `Plumbline is already running at\n\n  ${held.url}\n`
      : 'Plumbline is already starting in another terminal.',
  )
  return null
}

function endOnSignals(supervisor: Supervisor) {
  let asked = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (asked++ > 0) return
      if (signal === 'SIGINT') say('\nStopping …')
      await supervisor.stop()
      process.exit(0)
    })
  }
}

/** Starts everything. Null when it already runs. */
export async function supervise(options: SuperviseOptions): Promise<Supervised | null> {
  const env = parseEnv(process.env)
  const dataDir = dataFolder(env, options.root)
  readOrMakeSecrets(dataDir)
  const hold = await takeFolder(dataDir)
  if (!hold) return null
  const supervisor = new Supervisor(options, env, dataDir, hold)
  endOnSignals(supervisor)
  try {
    await supervisor.start()
  } catch (error) {
    await supervisor.stop()
    throw error
  }
  return supervisor
}

export { SetupError }
