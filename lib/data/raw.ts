import pg from 'pg'
import type { PrismaClient } from './client'
import { urlOf } from './client'

/**
 * A connection of its own beside Prisma's pool, to the same database: for COPY, cursors, temporary tables and session
 * locks, none of which Prisma has. The caller ends it.
 */
export async function connectRaw(db: PrismaClient, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(db),
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // Without a listener a lost connection ends the process; the statement under way is told anyway.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs with a raw connection and always ends it. */
export async function withRaw<T>(
  db: PrismaClient,
  applicationName: string,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectRaw(db, applicationName)
  try {
    return await run(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** BEGIN … COMMIT, or ROLLBACK and the error. `mode` follows BEGIN, e.g. "isolation level repeatable read read only". */
export async function inRawTransaction<T>(client: pg.Client, run: () => Promise<T>, mode = ''): Promise<T> {
  await client.query(`begin ${mode}`)
  try {
    const result = await run()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}
