import type { Db, PrismaClient } from '@/lib/data/client'

/** Most that one transaction takes: the others wait for its rows for so long. */
const MOST = 32

interface Waiting<T> {
  generationId: string
  statement: (db: Db) => Promise<T>
  settle: { done(value: T): void; failed(error: unknown): void }
}
// biome-ignore lint/suspicious/noExplicitAny: of every key's own kind.
const waiting = new Map<string, Waiting<any>[]>()

/**
 * Runs a statement that changes the rows which all calls of a provider share. Alone, each would hold them until its own
 * commit is on disk; so those of this process that come while one is under way are done together, in one transaction.
 * Where one of them fails, all are done again one by one: what a statement did not do alone, it does not do here.
 */
export function inBatch<T>(
  db: PrismaClient,
  key: string,
  generationId: string,
  statement: (db: Db) => Promise<T>,
): Promise<T> {
  return new Promise<T>((done, failed) => {
    const one: Waiting<T> = { generationId, statement, settle: { done, failed } }
    const queue = waiting.get(key)
    if (queue) return void queue.push(one)
    waiting.set(key, [one])
    void workOff(db, key)
  })
}

async function workOff(db: PrismaClient, key: string): Promise<void> {
  const queue = waiting.get(key) ?? []
  while (queue.length > 0) await runTogether(db, queue.splice(0, MOST))
  waiting.delete(key)
}

async function runTogether<T>(db: PrismaClient, batch: Waiting<T>[]): Promise<void> {
  const values = batch.length > 1 ? await inOne(db, batch).catch(() => null) : null
  for (const [place, { statement, settle }] of batch.entries()) {
    if (values) settle.done(values[place]!)
    else await statement(db).then(settle.done, settle.failed)
  }
}

/** The generations first, all of them: whoever takes several of these rows takes them in this order (lock-call.ts). */
function inOne<T>(db: PrismaClient, batch: Waiting<T>[]): Promise<T[]> {
  const ids = batch.map(({ generationId }) => generationId)
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from generations where id = any(${ids}::uuid[]) order by id for no key update`
    const values: T[] = []
    for (const { statement } of batch) values.push(await statement(tx))
    return values
  })
}
