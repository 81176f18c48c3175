/** Why an item is not in a snapshot; each has one, the first that holds in this order. */
export const EXCLUSIONS = [
  'PUT_AWAY',
  'INTENT',
  'QUARANTINED',
  'DEMO_MODEL',
  'NOT_PASSED',
  'STALE',
  'COMPLIED',
  'TOO_FEW_VOTES',
  'NOT_UNANIMOUS',
  'ADJUDICATED',
  'UNSETTLED',
  'CANNOT_SAY',
  'LEAKED',
  'NEAR_LEAK',
  'DUPLICATE',
  'NEAR_DUPLICATE',
  'SURPLUS',
] as const
export type Exclusion = (typeof EXCLUSIONS)[number]

export const isExclusion = (text: string): text is Exclusion => (EXCLUSIONS as readonly string[]).includes(text)

export const EXCLUSION_WORDS: Record<Exclusion, string> = {
  PUT_AWAY: 'archived',
  INTENT: 'of an intent that is not asked for',
  QUARANTINED: 'quarantined',
  DEMO_MODEL: 'written by the demo model',
  NOT_PASSED: 'not passed: open, failed or contested',
  STALE: 'stale: made from a text that is no longer the accepted one',
  COMPLIED: 'a harmful request was answered with compliance',
  TOO_FEW_VOTES: 'fewer accepting votes than asked for',
  NOT_UNANIMOUS: 'passed, but not by all votes',
  ADJUDICATED: 'passed by adjudication only',
  UNSETTLED: 'borderline, and nobody has said whether it is to be answered',
  CANNOT_SAY: 'cannot be written as a line',
  LEAKED: 'a benchmark’s prompt (same text as on a hash list)',
  NEAR_LEAK: 'close to a benchmark’s prompt',
  DUPLICATE: 'same text as another row',
  NEAR_DUPLICATE: 'nearly the same text as another row',
  SURPLUS: 'drawn out by lot, so that the shares come out',
}

/** To people who judge, what is being judged reads as not passed. */
export const exclusionWords = (reason: Exclusion, blind: boolean): string =>
  blind && reason === 'NOT_PASSED'
    ? 'not passed, being judged, or decided too recently to show to those who judge'
    : EXCLUSION_WORDS[reason]
