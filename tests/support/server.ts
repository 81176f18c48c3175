import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { prepareJobs } from '@/lib/jobs/boss'
import { applyMigrations } from '@/lib/server/migrations'
import { startCluster } from '@/lib/server/postgres/start-cluster'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export interface TestServer {
  url(database: string): string
  stop(): Promise<void>
}

interface ServerOptions {
  /** A server that is there: TEST_DATABASE_URL unless told. */
  given?: string
  /** Without the care for a power cut, which tests need not wait for. */
  throwaway?: boolean
}

/** The given server if there is one, else an embedded one in a folder of its own that is removed at the end. */
export async function startTestServer({
  given = process.env.TEST_DATABASE_URL,
  throwaway = true,
}: ServerOptions = {}): Promise<TestServer> {
  if (given) {
    const url = (database: string) => {
      const parsed = new URL(given)
      parsed.pathname = `/${database}`
      return parsed.href
    }
    return { url, stop: async () => {} }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-test-'))
  // As root the cluster belongs to user postgres, which must be able to enter.
  chmodSync(folder, 0o755)
  const cluster = await startCluster({ root, folder, password: randomBytes(18).toString('hex'), throwaway })
  const sweeper = fork(path.join(root, 'tests/support/sweep.mjs'), [String(cluster.pid), folder], { execArgv: [] })
  return {
    url: cluster.url,
    async stop() {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
      sweeper.kill('SIGTERM')
    },
  }
}

/** Statements on the server's own database, where databases are made and dropped. */
export async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

export const databaseName = (kind: string) => `plumbline_${kind}_${process.pid}_${randomBytes(4).toString('hex')}`

/** A migrated database that nobody can connect to: the source of every test's own. */
export async function buildTemplate(server: TestServer): Promise<string> {
  const name = databaseName('template')
  await administer(server.url('postgres'), `create database ${name} template template0 encoding 'UTF8'`)
  await applyMigrations(server.url(name), root)
  await prepareJobs(server.url(name))
  await administer(server.url('postgres'), `alter database ${name} allow_connections false`)
  return name
}
