import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findFreePort } from './free-port'
import { type PgIdentity, requirePgIdentity } from './pg-identity'
import { type PgPlace, placePostgres } from './pg-place'

export interface Cluster {
  pid: number
  port: number
  /** True when it was found running: left by a supervisor that was killed. */
  reused: boolean
  url(database: string): string
  /** Resolves when the postmaster ended, however it ended. */
  ended: Promise<void>
  /** Ends sessions and stops; committed work is on disk. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** Plumbline's folder: node_modules with the programs. */
  root: string
  /** Holds the cluster ("postgres") and its log. */
  folder: string
  password: string
  /** Tried first, so that the port stays the same from start to start. */
  port?: number
  /** For test clusters that nobody needs after a power cut. */
  throwaway?: boolean
}

const USER = 'plumbline'
/** Without it a start with LANG unset makes an SQL_ASCII database, in which 'É' ILIKE 'é' is false. */
const ENCODING = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const urlOf = (options: ClusterOptions, port: number) => (database: string) =>
  `postgresql://${USER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`

async function readDataDirectory(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ dir: string }>(`select current_setting('data_directory') as dir`)
    return rows[0]?.dir ?? null
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}

function initialise(place: PgPlace, options: ClusterOptions, as: PgIdentity | undefined) {
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  if (as) chownSync(place.dataDir, as.uid, as.gid)
  const passwordFile = path.join(path.dirname(place.dataDir), `password-${process.pid}`)
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 })
  if (as) chownSync(passwordFile, as.uid, as.gid)
  try {
    const args = ['-D', place.dataDir, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...ENCODING]
    if (options.throwaway) args.push('--no-sync')
    execFileSync(path.join(place.bin, 'initdb'), args, { ...as, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    rmSync(place.dataDir, { recursive: true, force: true })
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim()
    throw new Error(`The embedded PostgreSQL could not be prepared in ${place.dataDir}: ${said || String(error)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** The pid and port that a postmaster wrote into its data folder. */
function readPidFile(dataDir: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
  } catch {
    return null
  }
}

/** After a restart of the machine or container the old pid may be another program's: then the file is only in the way. */
function dropForeignPidFile(dataDir: string, pid: number) {
  try {
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')) return
    rmSync(path.join(dataDir, 'postmaster.pid'), { force: true })
  } catch {
    // No /proc, or the process is gone: PostgreSQL itself decides.
  }
}

async function waitForEnd(pid: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (!alive(pid)) return true
    await sleep(50)
  }
  return !alive(pid)
}

function handle(pid: number, port: number, reused: boolean, options: ClusterOptions, child?: ChildProcess): Cluster {
  let over = false
  const ended = child
    ? new Promise<void>((resolve) => child.once('exit', () => resolve()))
    : (async () => {
        while (!over && alive(pid)) await sleep(500, undefined, { ref: false })
      })()
  return {
    pid,
    port,
    reused,
    url: urlOf(options, port),
    ended,
    async stop() {
      over = true
      if (!alive(pid)) return
      // A command that has nothing else left to do must not end, with nothing said, before PostgreSQL has.
      child?.ref()
      // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (recovers from the log at next start).
      process.kill(pid, 'SIGINT')
      if (
        child
          ? await Promise.race([ended.then(() => true), sleep(20_000, false, { ref: false })])
          : await waitForEnd(pid, 20_000)
      )
        return
      process.kill(pid, 'SIGQUIT')
      await waitForEnd(pid, 5_000)
    },
  }
}

async function findRunning(place: PgPlace, options: ClusterOptions): Promise<Cluster | null> {
  const found = readPidFile(place.dataDir)
  if (!found || !alive(found.pid)) return null
  for (const end = Date.now() + 10_000; alive(found.pid); ) {
    const dir = await readDataDirectory(urlOf(options, found.port)('postgres'))
    if (dir && path.resolve(dir) === path.resolve(place.dataDir)) return handle(found.pid, found.port, true, options)
    dropForeignPidFile(place.dataDir, found.pid)
    if (!readPidFile(place.dataDir) || Date.now() > end) return null
    await sleep(200)
  }
  return null
}

function spawnPostmaster(place: PgPlace, port: number, options: ClusterOptions, as: PgIdentity | undefined) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', 'timezone=UTC']
  if (options.throwaway) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const args = ['-D', place.dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const log = openSync(path.join(options.folder, 'postgres.log'), 'a', 0o600)
  // A session of its own: Ctrl+C reaches the supervisor alone, which stops the others before it.
  const child = spawn(path.join(place.bin, 'postgres'), args, {
    ...as,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  return child
}

/** The last line in which PostgreSQL says what is wrong, with the detail that follows it. */
function lastComplaint(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  const at = lines.findLastIndex((line) => line.includes('FATAL:'))
  if (at < 0) return ''
  return lines
    .slice(at, at + 2)
    .filter((line) => /FATAL:|DETAIL:/.test(line))
    .map((line) => line.replace(/^.*(FATAL|DETAIL):\s*/, ''))
    .join(' ')
}

async function startFresh(place: PgPlace, options: ClusterOptions, as: PgIdentity | undefined): Promise<Cluster> {
  const port = await findFreePort(options.port ? [options.port] : [])
  const child = spawnPostmaster(place, port, options, as)
  let exited = false
  child.once('exit', () => {
    exited = true
  })
  child.once('error', () => {
    exited = true
  })
  const url = urlOf(options, port)('postgres')
  // Recovery after a crash can take its time; a line in the log says so.
  for (const end = Date.now() + 60_000; !exited && Date.now() < end; await sleep(40)) {
    if (await readDataDirectory(url)) return handle(child.pid ?? 0, port, false, options, child)
  }
  const log = path.join(options.folder, 'postgres.log')
  const why = lastComplaint(log)
  throw new Error(
    `The embedded PostgreSQL did not start${why ? `: ${why}` : '.'}\nIts log: ${log}` +
      (why.includes('incompatible')
        ? '\nThe data folder was made by another major version of PostgreSQL. Go back to the Plumbline that made it, ' +
          'take a backup there (plumbline backup), and restore it into a new data folder here.'
        : ''),
  )
}

/** Starts the embedded PostgreSQL of a folder, or finds the one that still runs there. Makes it at the first start. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const as = requirePgIdentity()
  mkdirSync(options.folder, { recursive: true })
  const place = placePostgres(options.root, options.folder, as)
  if (!existsSync(path.join(place.dataDir, 'PG_VERSION'))) initialise(place, options, as)
  if (!as) chmodSync(place.dataDir, 0o700)
  return (await findRunning(place, options)) ?? startFresh(place, options, as)
}
