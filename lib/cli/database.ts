import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { createClient, type PrismaClient } from '@/lib/data/client'
import { type Env, parseEnv } from '@/lib/server/env'
import { DATABASE, dataFolder, openDatabase } from '@/lib/server/open-database'
import { readPorts } from '@/lib/server/ports'
import { readOrMakeSecrets } from '@/lib/server/secrets'
import type { Ctx } from '@/lib/services/context'

export interface Opened {
  ctx: Ctx
  db: PrismaClient
  url: string
  dataDir: string
}

const root = () => process.cwd()

function readEnv(): Env {
  const env = parseEnv(process.env)
  // Uploads and the embedded database are found by it, in this process and in what it calls.
  process.env.PLUMBLINE_DATA = dataFolder(env, root())
  return env
}

/** Runs against the database: yours (DATABASE_URL), the one that runs, or one started for as long as it takes. */
export async function withDatabase<T>(run: (opened: Opened) => Promise<T>): Promise<T> {
  const env = readEnv()
  const opened = await openDatabase(env, root())
  try {
    return await use(opened.url, env, run)
  } finally {
    await opened.close()
  }
}

/** The same where a database runs already; null where none does. Starts and changes nothing. */
export async function withRunningDatabase<T>(run: (opened: Opened) => Promise<T>): Promise<T | null> {
  const env = readEnv()
  const url = await findRunning(env)
  return url === null ? null : use(url, env, run)
}

async function use<T>(url: string, env: Env, run: (opened: Opened) => Promise<T>): Promise<T> {
  const db = createClient(url, 4)
  try {
    const ctx: Ctx = { actor: { kind: 'operator', name: 'command line' }, db, now: new Date() }
    return await run({ ctx, db, url, dataDir: dataFolder(env, root()) })
  } finally {
    await db.$disconnect()
  }
}

async function findRunning(env: Env): Promise<string | null> {
  if (env.DATABASE_URL) return (await isMigrated(env.DATABASE_URL)) ? env.DATABASE_URL : null
  const dataDir = dataFolder(env, root())
  const { postgres } = readPorts(dataDir)
  if (postgres === undefined || !existsSync(path.join(dataDir, 'secrets.json'))) return null
  const password = encodeURIComponent(readOrMakeSecrets(dataDir).databasePassword)
  const url = `postgresql://plumbline:${password}@127.0.0.1:${postgres}/${DATABASE}`
  return (await isMigrated(url)) ? url : null
}

async function isMigrated(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(`select to_regclass('public.import_batches') is not null as there`)
    return rows[0]?.there === true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
