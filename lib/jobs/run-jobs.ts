import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type PgBoss from 'pg-boss'
import type { PrismaClient } from '@/lib/data/client'
import { log, messageOf } from '@/lib/server/log'
import { createBoss, queueOf, SCHEMA } from './boss'
import { openConnection } from './connection'
import { EXPIRE_SECONDS, type JobDefinition } from './define-job'

export interface JobRun {
  db: PrismaClient
  /** Aborted when the worker stops: finish soon, or leave the rest to the next run. */
  signal: AbortSignal
  /** Aborted some seconds after that, when there is no more time for what waits on others. */
  late: AbortSignal
  /** 0 for the first. */
  attempt: number
  /** More jobs of this name may be there: look at once, not at the next poll. */
  wake(): void
}
/** Must be safe to run again: a killed worker's job runs a second time. */
export type Handler<T extends object> = (data: T, run: JobRun) => Promise<void>
export interface Work {
  definition: JobDefinition
  handle: Handler<object>
}
export interface RunningJobs {
  /** Takes no more, gives those at work the time to end, and puts back what did not. */
  stop(ms?: number): Promise<void>
}

const POLL_MS = 500
/** Of the time that a stopping worker has: what waits on others is given up then, so that it can still be written down. */
const LATE_SHARE = 0.8
const SIGN_OF_LIFE_MS = (EXPIRE_SECONDS / 5) * 1_000

type Fetched = PgBoss.JobWithMetadata<object>

/** Rung when there may be work; waited for no longer than a poll. */
class Bell {
  private rung = false
  private ring_: (() => void) | null = null

  ring() {
    this.rung = true
    this.ring_?.()
  }

  async wait(ms: number, signal: AbortSignal) {
    if (!this.rung) {
      const stop = new AbortController()
      const rung = new Promise<void>((resolve) => {
        this.ring_ = resolve
      })
      await Promise.race([
        rung,
        sleep(ms, undefined, { signal: AbortSignal.any([signal, stop.signal]) }).catch(() => {}),
      ])
      stop.abort()
    }
    this.rung = false
  }
}

class Runner {
  private readonly atWork = new Map<string, Promise<void>>()
  private readonly abort = new AbortController()
  private readonly late = new AbortController()
  private readonly loops: Promise<void>[] = []

  constructor(
    private readonly boss: PgBoss,
    private readonly connection: ReturnType<typeof openConnection>,
    private readonly db: PrismaClient,
    private readonly works: Work[],
  ) {}

  begin() {
    // One listener for each job at work.
    setMaxListeners(0, this.abort.signal, this.late.signal)
    for (const work of this.works) this.loops.push(this.loop(work))
  }

  private async loop({ definition, handle }: Work) {
    const mine = new Set<Promise<void>>()
    const bell = new Bell()
    while (!this.abort.signal.aborted) {
      const free = definition.concurrency - mine.size
      const jobs =
        free > 0 ? await this.boss.fetch<object>(definition.name, { batchSize: free, includeMetadata: true }) : []
      for (const job of jobs) {
        const run = this.run(definition, handle, job, () => bell.ring()).finally(() => {
          mine.delete(run)
          this.atWork.delete(job.id)
          bell.ring()
        })
        mine.add(run)
        this.atWork.set(job.id, run)
      }
      if (jobs.length < free || free === 0) await bell.wait(POLL_MS, this.abort.signal)
    }
  }

  private async run(definition: JobDefinition, handle: Handler<object>, job: Fetched, wake: () => void) {
    const facts = { job: job.name, id: job.id, attempt: job.retryCount }
    const parsed = definition.schema.safeParse(job.data ?? {})
    if (!parsed.success) {
      log.error('worker', 'a job with a payload that its definition refuses: failed for good', facts)
      return this.settle(() => this.failForGood(job, 'the payload does not fit the definition'))
    }
    const alive = setInterval(() => void this.signOfLife(job), SIGN_OF_LIFE_MS)
    try {
      await handle(parsed.data, {
        db: this.db,
        signal: this.abort.signal,
        late: this.late.signal,
        attempt: job.retryCount,
        wake,
      })
      await this.settle(() => this.boss.complete(job.name, job.id))
    } catch (error) {
      log.error('worker', 'a job failed', { ...facts, why: messageOf(error) })
      await this.settle(() => this.boss.fail(job.name, job.id, { message: messageOf(error) }))
    } finally {
      clearInterval(alive)
    }
  }

  /** Work that takes longer than a job's expiry keeps it by saying that it is alive. */
  private signOfLife(job: Fetched) {
    const sql = `update ${SCHEMA}.job set started_on = now() where name = $1 and id = $2 and state = 'active'`
    return this.connection.executeSql(sql, [job.name, job.id]).catch(() => {})
  }

  private async failForGood(job: Fetched, message: string) {
    const sql = `update ${SCHEMA}.job set retry_limit = retry_count where name = $1 and id = $2`
    await this.connection.executeSql(sql, [job.name, job.id])
    await this.boss.fail(job.name, job.id, { message })
  }

  /** What cannot be written down now expires, and the job runs again: handlers are made for that. */
  private async settle(write: () => Promise<unknown>) {
    await write().catch((error: unknown) =>
      log.error('worker', 'a job could not be settled', { why: messageOf(error) }),
    )
  }

  async stop(ms: number) {
    this.abort.abort()
    const lateTimer = setTimeout(() => this.late.abort(), ms * LATE_SHARE)
    await Promise.race([Promise.all([...this.loops, ...this.atWork.values()]), sleep(ms, undefined, { ref: false })])
    if (this.atWork.size > 0) log.info('worker', 'gives back jobs that did not end in time', { jobs: this.atWork.size })
    clearTimeout(lateTimer)
    await this.putBack()
    await this.boss.stop({ graceful: false }).catch(() => {})
    await this.connection.close()
  }

  private async putBack() {
    for (const { definition } of this.works) {
      for (const id of this.atWork.keys()) {
        await this.boss.fail(definition.name, id, { message: 'the worker stopped' }).catch(() => {})
      }
    }
  }
}

/** A queue that no definition names: left over from another version. Dropped loudly, but not what is still fresh. */
async function dropUnknown(boss: PgBoss, connection: ReturnType<typeof openConnection>, known: Set<string>) {
  for (const { name } of await boss.getQueues()) {
    if (known.has(name) || name.startsWith('__pgboss__')) continue
    const { rows } = await connection.executeSql(
      `update ${SCHEMA}.job set state = 'cancelled', completed_on = now()
       where name = $1 and state < 'active' and created_on < now() - interval '1 hour' returning id`,
      [name],
    )
    if (rows.length > 0)
      log.error('worker', 'jobs of a name that this version does not know: dropped', { job: name, jobs: rows.length })
  }
}

/** Works on jobs until stopped. Survives a PostgreSQL that goes away and comes back. */
export async function runJobs(url: string, db: PrismaClient, works: Work[]): Promise<RunningJobs> {
  const connection = openConnection(url)
  const boss = createBoss(connection as PgBoss.Db, true)
  boss.on('error', (error) => log.error('worker', 'the job queue had trouble', { why: messageOf(error) }))
  await boss.start()
  await dropUnknown(boss, connection, new Set(works.map(({ definition }) => definition.name)))
  for (const { definition } of works) {
    await boss.updateQueue(definition.name, queueOf(definition))
    if (definition.schedule) await boss.schedule(definition.name, definition.schedule, {})
  }
  const runner = new Runner(boss, connection, db, works)
  runner.begin()
  return { stop: (ms = 25_000) => runner.stop(ms) }
}
