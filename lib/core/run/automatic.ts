import { z } from 'zod'

/** How a project regenerates failed items by itself. Off unless somebody turns it on; `attempts` includes the first. */
export const automaticSchema = z.object({
  on: z.boolean().default(false),
  /** An item that has had so many is left to people. */
  attempts: z.number().int().min(2).max(10).default(3),
  providerId: z.uuid().nullable().default(null),
  model: z.string().trim().min(1).max(200).nullable().default(null),
  /** USD a day (UTC); null: only calls are limited. */
  budgetADay: z.number().positive().max(100_000).nullable().default(null),
  callsADay: z.number().int().min(1).max(100_000).nullable().default(100),
  /** Of the texts that it takes, the share that is put before reviewers again unchanged. */
  controlShare: z.number().min(0).max(0.5).default(0.1),
  /** A category stops when of its last `stopAfter` attempts no more than `stopAtShare` passed; null: never. */
  stopAfter: z.number().int().min(3).max(1_000).nullable().default(10),
  stopAtShare: z.number().min(0).max(0.9).default(0.1),
  /** When these settings were made: what passed or failed before stops nothing. */
  since: z.iso.datetime().nullable().default(null),
})
export type Automatic = z.infer<typeof automaticSchema>

/** A verdict waits this long before anything follows from it: so long a slip of the finger is taken back unnoticed. */
export const VERDICT_WAITS_SECONDS = 60

/** What automatic runs of one project used on a day (UTC), what is reserved included. */
export interface UsedToday {
  micros: number
  calls: number
}

/** What the next run may use of the day; null where a day's limit is used up. USD, and calls; null in it: not limited by that. */
export function restOfDay(
  { budgetADay, callsADay }: Pick<Automatic, 'budgetADay' | 'callsADay'>,
  used: UsedToday,
): { budget: number | null; budgetCalls: number | null } | null {
  const micros = budgetADay === null ? null : Math.round(budgetADay * 1e6) - used.micros
  const calls = callsADay === null ? null : callsADay - used.calls
  if ((micros !== null && micros <= 0) || (calls !== null && calls <= 0)) return null
  return { budget: micros === null ? null : micros / 1e6, budgetCalls: calls }
}

/** Whether a category's last attempts pass too seldom to go on. `judged`: those looked at, at most `stopAfter`. */
export function stopsCategory(
  { stopAfter, stopAtShare }: Pick<Automatic, 'stopAfter' | 'stopAtShare'>,
  last: { judged: number; passed: number },
): boolean {
  return stopAfter !== null && last.judged >= stopAfter && last.passed / last.judged <= stopAtShare
}
