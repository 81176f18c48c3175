import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createClient, type PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { type Cluster, startCluster } from '@/lib/server/postgres/start-cluster'
import type { TestDatabase } from './database'
import { mintSession } from './mint-session'
import { dropDataDir, type Plumbline, startPlumbline } from './plumbline'
import { makeDesk } from './review'
import { runEnv } from './run-project'
import { root } from './server'

/** A whole Plumbline on a PostgreSQL of the test's own, which can be stopped, starved and started again. */
export interface House {
  plumbline: Plumbline
  t: TestDatabase
  /** As PostgreSQL's immediate stop: what a crash leaves behind. */
  crash(): Promise<void>
  /** On the same port. */
  revive(): Promise<void>
  stop(): Promise<void>
}

const PASSWORD = randomBytes(12).toString('hex')

export async function openHouse(env: Record<string, string> = {}): Promise<House> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-house-'))
  // As root the cluster belongs to user postgres, which must be able to enter.
  chmodSync(folder, 0o755)
  const options = { root, folder, password: PASSWORD }
  let cluster: Cluster = await startCluster(options)
  const url = cluster.url('house')
  await withPlain(cluster.url('postgres'), (client) =>
    client.query(`create database house template template0 encoding 'UTF8'`),
  )
  const secret = runEnv(url).PLUMBLINE_ENCRYPTION_KEY
  const plumbline = await startPlumbline({
    env: {
      ...{ DATABASE_URL: url, PLUMBLINE_ENCRYPTION_KEY: secret, PLUMBLINE_ALLOW_PRIVATE_MODELS: '127.0.0.1', ...env },
    },
  })
  Object.assign(process.env, { ...runEnv(url), PLUMBLINE_URL: plumbline.url })
  const db: PrismaClient = createClient(url, 10)
  return {
    plumbline,
    t: { url, db, ctx: (actor, now = new Date()) => ({ actor, db, now }) },
    async crash() {
      process.kill(cluster.pid, 'SIGQUIT')
      await cluster.ended
    },
    async revive() {
      cluster = await startCluster({ ...options, port: cluster.port })
    },
    async stop() {
      await plumbline.stop()
      await db.$disconnect()
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
      dropDataDir(plumbline.dataDir)
    },
  }
}

export async function withPlain<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => {})
  }
}

export interface Answer {
  /** 0: no answer at all. */
  status: number
  retryAfter: string | null
  ms: number
  message: string
}

export interface Voting {
  /** Judgments still to be made. */
  left(): number
  /** The next judgment, sent as the page sends it; `id` is its own. Null when there is none left. */
  vote(): Promise<{ id: string; first: Answer; last: Answer } | null>
  /** Ids that were answered with 200. */
  acknowledged: Set<string>
}

/** Reviewers with sessions and a queue, whose judgments go over HTTP; a failed one is sent once more, as the page does. */
export async function openVoting(
  { plumbline, t }: House,
  { reviewers, items }: { reviewers: number; items: number },
): Promise<Voting> {
  const { users, entries } = await makeDesk(t, { reviewers, items, queue: { slots: reviewers } })
  const cookies = await Promise.all(
    users.map(async (user) => {
      const { cookie } = await mintSession(t.db, user, plumbline.sessionSecret)
      return `${cookie.name}=${cookie.value}`
    }),
  )
  const all = entries.flatMap((entry) => cookies.map((cookie) => ({ entry, cookie })))
  const acknowledged = new Set<string>()
  return {
    left: () => all.length,
    acknowledged,
    async vote() {
      const next = all.shift()
      if (!next) return null
      const id = newId()
      const body = JSON.stringify({
        ...{ id, entryId: next.entry.id, revisionId: next.entry.revisionId, decision: 'ACCEPT', criteria: {} },
        ...{ reasons: [], note: '', stepMarks: [], label: null, compliesFrom: null, seconds: 3, proposal: null },
      })
      const send = () => post(plumbline.url, '/api/review/judgment', next.cookie, body)
      const first = await send()
      let last = first
      if (first.status !== 200) {
        await sleep(500)
        last = await send()
      }
      if (last.status === 200) acknowledged.add(id)
      return { id, first, last }
    },
  }
}

export async function post(url: string, at: string, cookie: string, body: string): Promise<Answer> {
  const began = performance.now()
  try {
    const response = await fetch(`${url}${at}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie, Origin: url, 'Sec-Fetch-Site': 'same-origin' },
      body,
      signal: AbortSignal.timeout(20_000),
    })
    const text = await response.text()
    const { message = text } = JSON.parse(text) as { message?: string }
    const retryAfter = response.headers.get('retry-after')
    return { status: response.status, retryAfter, ms: performance.now() - began, message }
  } catch (error) {
    return { status: 0, retryAfter: null, ms: performance.now() - began, message: String(error) }
  }
}

/** Ids among these that the database does not have. */
export async function findLost({ t }: House, acknowledged: ReadonlySet<string>): Promise<string[]> {
  const found = await t.db.judgment.findMany({ where: { id: { in: [...acknowledged] } }, select: { id: true } })
  const there = new Set(found.map(({ id }) => id))
  return [...acknowledged].filter((id) => !there.has(id))
}

/** As many calls wait for an answer at once, at most: on a slow machine the rate falls. */
const AT_ONCE = 60

/** Calls `act` so many times a second until it is told to stop; resolves when the last call ended. */
export function everySo(perSecond: number, act: () => Promise<unknown>): { stop(): Promise<void> } {
  let going = true
  const under = new Set<Promise<unknown>>()
  const loop = (async () => {
    while (going) {
      if (under.size < AT_ONCE) {
        const one = act().finally(() => under.delete(one))
        under.add(one)
      }
      await sleep(1_000 / perSecond)
    }
  })()
  return {
    async stop() {
      going = false
      await loop
      await Promise.all(under)
    },
  }
}

/** How long a fault test lasts where its true length is long (seconds). */
export const lengthOf = (name: string, otherwise: number) => Number(process.env[name] || otherwise)
