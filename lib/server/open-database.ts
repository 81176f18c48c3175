import path from 'node:path'
import pg from 'pg'
import { prepareJobs } from '@/lib/jobs/boss'
import { type Env, SetupError } from './env'
import { messageOf } from './log'
import { applyMigrations } from './migrations'
import { readPorts, recordPorts } from './ports'
import { type Cluster, startCluster } from './postgres/start-cluster'
import { hasSchema } from './require-schema'
import { readOrMakeSecrets } from './secrets'

export const DATABASE = 'plumbline'
const OLDEST = 140_000

/** Where Plumbline keeps everything that is yours: database, secrets, logs. */
export const dataFolder = (env: Pick<Env, 'PLUMBLINE_DATA'>, root: string) =>
  path.resolve(root, env.PLUMBLINE_DATA ?? 'data')

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    const host = URL.canParse(url) ? new URL(url).host : 'the server'
    throw new SetupError(`PostgreSQL at ${host} (DATABASE_URL) cannot be used: ${messageOf(error)}`)
  }
}

async function requireTrigrams(client: pg.Client) {
  const { rowCount } = await client.query(`select 1 from pg_extension where extname = 'pg_trgm'`)
  if (rowCount) return
  try {
    await client.query('create extension if not exists pg_trgm')
  } catch (error) {
    throw new SetupError(
      `Plumbline searches with PostgreSQL's own extension pg_trgm, which this database lacks (${messageOf(error)}). ` +
        'Let an administrator of the server run, in this database: CREATE EXTENSION pg_trgm;',
    )
  }
}

/** Whether a server that is not ours can carry Plumbline: version, encoding, rights, extension. */
export async function requireUsableDatabase(url: string): Promise<void> {
  const client = await connect(url)
  try {
    const { rows } = await client.query<{ version: number; encoding: string; may: boolean }>(`
      select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
        has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as may`)
    const { version = 0, encoding = '', may = false } = rows[0] ?? {}
    if (version < OLDEST) {
      throw new SetupError(`Plumbline needs PostgreSQL 14 or newer; DATABASE_URL has ${Math.floor(version / 10_000)}.`)
    }
    if (encoding !== 'UTF8') {
      throw new SetupError(`Plumbline needs a UTF8 database; this one is ${encoding}. Make one with ENCODING 'UTF8'.`)
    }
    if (!may) {
      throw new SetupError(
        'The user of DATABASE_URL may not make tables there. Plumbline makes its own: give it a database that it owns.',
      )
    }
    await requireTrigrams(client)
  } finally {
    await client.end()
  }
}

/** Tables, then job queues. One process at a time: others that start on the same database wait here. */
export async function migrate(url: string, root: string): Promise<string[]> {
  const client = await connect(url)
  try {
    await client.query(`select pg_advisory_lock(hashtext('plumbline migrations'))`)
    const applied = await applyMigrations(url, root)
    await prepareJobs(url)
    return applied
  } finally {
    await client.end()
  }
}

/** Commands are called often: the migration engine is loaded only when it has something to do. */
async function migrateIfNeeded(url: string, root: string): Promise<void> {
  if (!(await hasSchema(url, root))) await migrate(url, root)
}

async function makeDatabase(cluster: Cluster) {
  const client = await connect(cluster.url('postgres'))
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** Starts the data folder's own PostgreSQL, or finds it running, and sees to it that the database is there. */
export async function startEmbedded(dataDir: string, root: string): Promise<Cluster> {
  const { databasePassword } = readOrMakeSecrets(dataDir)
  const { postgres } = readPorts(dataDir)
  const cluster = await startCluster({ root, folder: dataDir, password: databasePassword, port: postgres })
  recordPorts(dataDir, { postgres: cluster.port })
  await makeDatabase(cluster)
  return cluster
}

export interface OpenDatabase {
  url: string
  close(): Promise<void>
}

/** For commands: the database of DATABASE_URL, the one that runs, or (unless told not to) one started for as long as it takes. */
export async function openDatabase(env: Env, root: string): Promise<OpenDatabase> {
  if (env.DATABASE_URL) {
    await requireUsableDatabase(env.DATABASE_URL)
    await migrateIfNeeded(env.DATABASE_URL, root)
    return { url: env.DATABASE_URL, close: async () => {} }
  }
  const cluster = await startEmbedded(dataFolder(env, root), root)
  const url = cluster.url(DATABASE)
  if (!cluster.reused) await migrateIfNeeded(url, root)
  return { url, close: async () => (cluster.reused ? undefined : cluster.stop()) }
}
