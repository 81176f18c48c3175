import type pg from 'pg'
import type PgBoss from 'pg-boss'
import type { Db } from '@/lib/data/client'
import { createBoss } from './boss'
import { type JobData, type JobKey, jobs } from './definitions'

let sender: PgBoss | undefined

/** Never started: it only writes the INSERT, which runs on the connection of each call. */
function requireSender(): PgBoss {
  sender ??= createBoss(
    { executeSql: () => Promise.reject(new Error('enqueue gives every job its connection')) },
    false,
  )
  return sender
}

const statements = (tx: Db) => ({
  executeSql: async (text: string, values?: unknown[]) => ({
    rows: await tx.$queryRawUnsafe<unknown[]>(text, ...(values ?? [])),
  }),
})

/** Puts a job into the queue in the caller's transaction: it is there if, and only if, the transaction commits. */
export async function enqueue<K extends JobKey>(
  tx: Db,
  job: K,
  data: JobData<K>,
  options: { startAfter?: Date; priority?: number } = {},
): Promise<void> {
  const { name, schema } = jobs[job]
  const payload = schema.parse(data)
  await requireSender().send(name, payload, { ...options, db: statements(tx) })
}

/** The same for what runs on one raw connection (restore), in its transaction. */
export async function enqueueRaw<K extends JobKey>(client: pg.Client, job: K, data: JobData<K>): Promise<void> {
  const { name, schema } = jobs[job]
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
  await requireSender().send(name, schema.parse(data), { db })
}

/** Many jobs of one name in one statement, in the caller's transaction. */
export async function enqueueAll<K extends JobKey>(tx: Db, job: K, data: JobData<K>[]): Promise<void> {
  if (data.length === 0) return
  const { name, schema } = jobs[job]
  await requireSender().insert(
    data.map((each) => ({ name, data: schema.parse(each) })),
    { db: statements(tx) },
  )
}
