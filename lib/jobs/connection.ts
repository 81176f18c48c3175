import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { log, messageOf } from '@/lib/server/log'

/** Codes with which PostgreSQL says "not now": shut down, starting up, too many clients, connection failures. */
const NOT_NOW = /^(57P0[1-3]|53300|08...)$/
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/

export function isConnectionError(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return NOT_NOW.test(code) || NETWORK.test(code) || /Connection terminated|timeout exceeded when trying/.test(message)
}

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
          if (!isConnectionError(error) || closed || Date.now() > end) throw error
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
