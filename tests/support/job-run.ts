import type { PrismaClient } from '@/lib/data/client'
import type { JobRun } from '@/lib/jobs/run-jobs'

/** What a handler gets, for calling it without a worker. */
export const jobRun = (db: PrismaClient, data: Partial<JobRun> = {}): JobRun => {
  const { signal } = new AbortController()
  return { db, signal, late: signal, attempt: 0, wake: () => {}, ...data }
}
