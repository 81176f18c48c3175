import type { ImportProgress } from '@/lib/core/import/batch'
import type { PrismaClient } from '@/lib/data/client'
import { ServiceError } from '../errors'

const EVERY_MS = 500

/** Writes how far an import is, at most twice a second, on a connection other than the import's own. */
export function trackProgress(db: PrismaClient, batchId: string) {
  let writing: Promise<unknown> = Promise.resolve()
  let last = 0
  const write = (progress: ImportProgress) => {
    writing = writing.then(() => db.importBatch.update({ where: { id: batchId }, data: { progress } })).catch(() => {})
  }
  return {
    reading(done: number, total: number) {
      const now = Date.now()
      if (done < total && now - last < EVERY_MS) return
      last = now
      write({ phase: done < total ? 'READING' : 'PLACING', done, total })
    },
    /** Resolves when nothing is being written any more. */
    stop: () => writing,
  }
}

/** A failure that is the file's or the operator's is final and says why; any other is left to the next attempt. */
export async function failBatch(
  db: PrismaClient,
  batchId: string,
  from: 'STAGED' | 'APPLYING',
  error: unknown,
): Promise<void> {
  if (!(error instanceof ServiceError)) return
  await db.importBatch.updateMany({
    where: { id: batchId, status: from },
    data: { status: 'FAILED', error: error.message, progress: { phase: 'DONE' } },
  })
}
