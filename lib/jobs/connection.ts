import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { databaseTrouble } from '@/lib/data/database-trouble'
import { log, messageOf } from '@/lib/server/log'

export interface JobConnection {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
  close(): Promise<void>
}

/**
 * The worker's own connections. A PostgreSQL that is away for a while is waited for, statement by statement:
 * every statement that pg-boss sends may be sent twice without harm.
 */
export function openConnection(url: string, patience = 120_000): JobConnection {
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5_000 })
  let away = false
  let closed = false
  pool.on('error', () => {})

  const lost = (error: unknown) => {
    if (!away) log.error('worker', 'the database does not answer; waiting for it', { why: messageOf(error) })
    away = true
  }
  const found = () => {
    if (away) log.info('worker', 'the database answers again')
    away = false
  }
  return {
    async executeSql(text, values) {
      for (const end = Date.now() + patience; ; ) {
        try {
          const result = await pool.query(text, values)
          found()
          return result
        } catch (error) {
          const trouble = databaseTrouble(error)
          if ((trouble !== 'AWAY' && trouble !== 'BROKEN') || closed || Date.now() > end) throw error
          lost(error)
          await sleep(500)
        }
      }
    },
    async close() {
      closed = true
      await pool.end()
    },
  }
}
