import type pg from 'pg'
import type { PrismaClient } from '@/lib/data/client'
import { inRawTransaction, withRaw } from '@/lib/data/raw'

const TRIES = 4
/** Serialization failure, deadlock. */
const AGAIN = new Set(['40001', '40P01'])

/**
 * Runs on one state of the database, all or nothing, one at a time for a snapshot. When somebody changed what it also
 * writes (a vote was taken back while it was read), all of it is done again from the new state.
 */
export function inOneState<T>(
  db: PrismaClient,
  snapshotId: string,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withRaw(db, 'plumbline snapshot', async (client) => {
    await client.query(`select pg_advisory_lock(hashtextextended('plumbline.snapshot.' || $1, 0))`, [snapshotId])
    for (let attempt = 1; ; attempt++) {
      try {
        return await inRawTransaction(client, () => run(client), 'isolation level repeatable read')
      } catch (error) {
        if (attempt >= TRIES || !AGAIN.has((error as { code?: string }).code ?? '')) throw error
      }
    }
  })
}
