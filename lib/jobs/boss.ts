import pg from 'pg'
import PgBoss from 'pg-boss'
import { EXPIRE_SECONDS } from './define-job'
import { jobs } from './definitions'

export const SCHEMA = 'pgboss'

/** pg-boss over a connection of the caller's. It moves the work; our own rows hold the truth. */
export function createBoss(db: PgBoss.Db, supervise: boolean): PgBoss {
  return new PgBoss({
    db,
    schema: SCHEMA,
    migrate: true,
    supervise,
    schedule: supervise,
    maintenanceIntervalSeconds: 15,
    deleteAfterDays: 7,
  })
}

/** Makes or updates pg-boss's own schema and a queue for every job. Part of migrating: enqueueing needs the queues. */
export async function prepareJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const boss = createBoss({ executeSql: (text, values) => pool.query(text, values) }, false)
  boss.on('error', () => {})
  try {
    await boss.start()
    for (const { name, retries, retryDelay } of Object.values(jobs)) {
      const queue = { name, retryLimit: retries, retryDelay, retryBackoff: true, expireInSeconds: EXPIRE_SECONDS }
      await boss.createQueue(name, queue)
      await boss.updateQueue(name, queue)
    }
    await boss.stop({ graceful: false })
  } finally {
    await pool.end()
  }
}
