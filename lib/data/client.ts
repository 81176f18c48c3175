import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

export { Prisma, PrismaClient } from './generated/client'

/** A client or an interactive transaction: what queries and services read and write through. */
export type Db = PrismaClient | Tx
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>

/** Next keeps this module several times in one process; what they share is on globalThis. */
const held = globalThis as { plumblineDb?: PrismaClient; plumblineUrls?: WeakMap<PrismaClient, string> }

/** Where each client leads: a raw connection (raw.ts) goes to the same database. */
held.plumblineUrls ??= new WeakMap()
const urls = held.plumblineUrls

export function createClient(url: string, max = 10): PrismaClient {
  const client = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max, connectionTimeoutMillis: 5_000 }),
    transactionOptions: { maxWait: 5_000, timeout: 15_000 },
  })
  urls.set(client, url)
  return client
}

export function urlOf(client: PrismaClient): string {
  const url = urls.get(client)
  if (!url) throw new Error('This database client was not made by createClient.')
  return url
}

/** The process's client. Next reloads modules in development; the client survives on globalThis. */
export function db(): PrismaClient {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: start Plumbline with npm start, or set it.')
  held.plumblineDb ??= createClient(url, Number(process.env.PLUMBLINE_POOL ?? 10))
  return held.plumblineDb
}

/** Whether a query gets through now, by the connections that pages read with; false after five seconds of waiting for one. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    await db().$queryRaw`select 1`
    return true
  } catch {
    return false
  }
}
