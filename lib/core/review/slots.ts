/** Items that one tab may hold ahead of its reviewer. */
export const WINDOW = 10

/** How often a tab at work renews the ten minutes for which it holds its slots (ms). */
export const HEARTBEAT_MS = 30_000
/** A heartbeat renews only while the reviewer did something in this time (ms). */
export const ACTIVE_WITHIN_MS = 5 * 60_000

/**
 * How many items a claim may hold: min(WINDOW, ⌊emptySlots / activeReviewers⌋), at least 1 while a slot is empty.
 *
 * With plenty of work that is 10. Near a queue's end it is a fair share, so that no reviewer sits on work that others wait
 * for; with fewer empty slots than active reviewers it is 1. `emptySlots` are those without judgment or live lease,
 * `activeReviewers` those with a live lease or a judgment in this queue within ACTIVE_WITHIN_MS, the asking one included.
 */
export function claimWindow(emptySlots: number, activeReviewers: number): number {
  if (emptySlots <= 0) return 0
  return Math.min(WINDOW, Math.max(1, Math.floor(emptySlots / Math.max(1, activeReviewers))))
}

/** How many more a tab gets: up to what it wants, within the window, less what it holds. */
export function claimCount(input: { window: number; held: number; want: number }): number {
  return Math.max(0, Math.min(input.want, input.window - input.held))
}
