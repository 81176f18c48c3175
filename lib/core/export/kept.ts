/** Why an item is not taken out, whatever the format; each item has at most one, the first that holds. */
export const KEPT_REASONS = ['PUT_AWAY', 'QUARANTINED', 'DEMO_MODEL', 'NOT_PASSED', 'STALE', 'LISTED'] as const
export type KeptReason = (typeof KEPT_REASONS)[number]

/** `blind`: to people who judge, what is being judged reads as not passed. */
export const keptWords = (reason: KeptReason, blind = false): string =>
  reason === 'NOT_PASSED' && blind
    ? 'not passed, being judged, or decided too recently to show to those who judge'
    : WORDS[reason]

const WORDS: Record<KeptReason, string> = {
  PUT_AWAY: 'archived',
  QUARANTINED: 'quarantined',
  DEMO_MODEL: 'written by the demo model',
  NOT_PASSED: 'not passed: open, failed or contested',
  STALE: 'stale: made from a text that is no longer the accepted one',
  LISTED: 'the same prompt as on a hash list of benchmarks',
}
