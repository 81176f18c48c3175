import { setTimeout as sleep } from 'node:timers/promises'
import { databaseTrouble } from './database-trouble'

const PAUSE_MS = 500

/**
 * Runs what may be run twice without harm, again and again while the database is away or breaks off, for `ms` at most: for
 * what must not be thrown away because of a restart, such as an answer that was paid for.
 */
export async function waitForDatabase<T>(ms: number, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const end = Date.now() + ms; ; await sleep(PAUSE_MS)) {
    try {
      return await run()
    } catch (error) {
      const trouble = databaseTrouble(error)
      if ((trouble !== 'AWAY' && trouble !== 'BROKEN') || signal?.aborted || Date.now() > end) throw error
    }
  }
}
