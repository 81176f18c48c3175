import type { z } from 'zod'
import { leaseMargin } from '@/lib/core/run/trouble'

/** A job by name and payload, apart from its handler: whoever enqueues it loads no handler. */
export interface JobDefinition<T extends object = object> {
  name: string
  schema: z.ZodType<T>
  /** Attempts after the first. */
  retries: number
  /** Seconds before the first retry; doubles with jitter from then on. */
  retryDelay: number
  /** Jobs of this name that one worker runs at once. */
  concurrency: number
  /** Cron in UTC for what runs by the clock. Its payload is {}. */
  schedule?: string
}

const CALL_SECONDS = Number(process.env.PLUMBLINE_CALL_SECONDS || 90)

/**
 * After this many seconds without a sign of life a job is given to another worker: a little more than a model call takes
 * at most (PLUMBLINE_CALL_SECONDS).
 */
export const EXPIRE_SECONDS = CALL_SECONDS + leaseMargin(CALL_SECONDS)

export function defineJob<T extends object>(
  name: string,
  schema: z.ZodType<T>,
  options: Partial<Omit<JobDefinition<T>, 'name' | 'schema'>> = {},
): JobDefinition<T> {
  return { name, schema, retries: 3, retryDelay: 5, concurrency: 1, ...options }
}
