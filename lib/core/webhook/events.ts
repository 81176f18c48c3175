/** What can be told to other programs; a closed set. None of it holds text of items, votes, or anything about one person. */
export const WEBHOOK_EVENTS = [
  'import.applied',
  'run.ended',
  'snapshot.frozen',
  'snapshot.broken',
  'certificate.passed',
  'certificate.failed',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Sent by the test button alone. */
export const PING = 'ping'

export const EVENT_WORDS: Record<WebhookEvent | typeof PING, string> = {
  'import.applied': 'An import was applied.',
  'run.ended': 'A generation run is done or was cancelled.',
  'snapshot.frozen': 'A snapshot was frozen.',
  'snapshot.broken': 'A purge took a row of a frozen snapshot.',
  'certificate.passed': 'The audit behind a certificate ended, and the claim holds.',
  'certificate.failed': 'The audit behind a certificate ended, and the claim does not hold.',
  ping: 'A test that somebody asked for.',
}

/** Live webhooks of a project. */
export const MOST_WEBHOOKS = 10
/** The secret before is signed with too for so long after a change, so that a receiver can be told the new one. */
export const OLD_SECRET_HOURS = 24

/** Seconds from one attempt to the next: 15 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h; then it is given up. */
export const RETRY_SECONDS = [15, 60, 300, 1_800, 7_200, 21_600, 43_200] as const

/**
 * Seconds until the next attempt after `attempts` of them failed; null: given up. `asked` (seconds) is what the receiver
 * asked for, and a minimum; `luck` from 0 to 1 spreads attempts over a fifth more.
 */
export function retryAfter(attempts: number, asked: number | null, luck: number): number | null {
  const wait = RETRY_SECONDS[attempts - 1]
  return wait === undefined ? null : Math.max(wait, Math.min(asked ?? 0, 86_400)) * (1 + luck / 5)
}
