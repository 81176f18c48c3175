import pg from 'pg'
import PgBoss from 'pg-boss'
import { EXPIRE_SECONDS, type JobDefinition } from './define-job'
import { jobs } from './definitions'

export const SCHEMA = 'pgboss'
/** Jobs of dead workers are looked for every 15 seconds where a job expires after 100. */
const SWEEP_SHARE = 0.15

/** pg-boss over a connection of the caller's. It moves the work; our own rows hold the truth. */
export function createBoss(db: PgBoss.Db, supervise: boolean): PgBoss {
  return new PgBoss({
    db,
    schema: SCHEMA,
    migrate: true,
    supervise,
    schedule: supervise,
    maintenanceIntervalSeconds: Math.max(2, Math.round(EXPIRE_SECONDS * SWEEP_SHARE)),
    deleteAfterDays: 7,
  })
}

/** A worker sets its own call time-out's expiry when it starts: jobs sent from then on have it. */
export const queueOf = ({ name, retries, retryDelay }: JobDefinition) => ({
  ...{ name, retryLimit: retries, retryDelay, retryBackoff: true, expireInSeconds: EXPIRE_SECONDS },
})

/** Makes or updates pg-boss's own schema and a queue for every job. Part of migrating: enqueueing needs the queues. */
export async function prepareJobs(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const boss = createBoss({ executeSql: (text, values) => pool.query(text, values) }, false)
  boss.on('error', () => {})
  try {
    await boss.start()
    for (const job of Object.values(jobs)) {
      await boss.createQueue(job.name, queueOf(job))
      await boss.updateQueue(job.name, queueOf(job))
    }
    await boss.stop({ graceful: false })
  } finally {
    await pool.end()
  }
}
