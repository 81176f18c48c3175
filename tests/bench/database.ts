import { createClient, type PrismaClient } from '@/lib/data/client'
import { applyMigrations } from '@/lib/server/migrations'
import type { TestDatabase } from '../support/database'
import { administer, databaseName, root, startTestServer, type TestServer } from '../support/server'

export interface BenchDatabase extends TestDatabase {
  /** The server's own database, for statements that make and drop others. */
  server: TestServer
}

/** The server of BENCH_DATABASE_URL, else an embedded one that writes as durably as an installation's own. */
export const startBenchServer = () => startTestServer({ given: process.env.BENCH_DATABASE_URL, throwaway: false })

export function asTestDatabase(url: string, db: PrismaClient): TestDatabase {
  return { url, db, ctx: (actor, now = new Date()) => ({ actor, db, now }) }
}

/** A migrated database for one bench; it goes with the bench. */
export async function withBenchDatabase<T>(use: (bench: BenchDatabase) => Promise<T>): Promise<T> {
  const server = await startBenchServer()
  const name = databaseName('bench')
  try {
    await administer(server.url('postgres'), `create database ${name} template template0 encoding 'UTF8'`)
    const url = server.url(name)
    await applyMigrations(url, root)
    const db = createClient(url, 10)
    try {
      return await use({ ...asTestDatabase(url, db), server })
    } finally {
      await db.$disconnect()
      await administer(server.url('postgres'), `drop database if exists ${name} with (force)`)
    }
  } finally {
    await server.stop()
  }
}
