/** How runs and calls are said. */

export const RUN_STATUSES = ['RUNNING', 'PAUSED', 'DONE', 'CANCELLED'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]
export const PAUSE_CAUSES = ['PERSON', 'BUDGET', 'AUTH', 'QUOTA'] as const
export type PauseCause = (typeof PAUSE_CAUSES)[number]

export const GENERATION_STATES = [
  'WAITING',
  'QUEUED',
  'CALLING',
  'ANSWERED',
  'APPLIED',
  'NEEDS_ATTENTION',
  'FAILED',
  'CANCELLED',
] as const
export type GenerationState = (typeof GENERATION_STATES)[number]

/** States from which nothing more happens by itself. */
export const ENDED: readonly GenerationState[] = ['APPLIED', 'NEEDS_ATTENTION', 'FAILED', 'CANCELLED']

/** What went wrong with a generation, by kind: what happened, what was kept, what to do. */
export const ERROR_WORDS: Record<string, { title: string; hint: string }> = {
  RATE_LIMITED: {
    title: 'Turned away by a rate limit',
    hint: 'It is called again by itself once the provider allows.',
  },
  AUTH: { title: 'The key was refused', hint: 'Mend the key under Models, then resume the run.' },
  QUOTA: { title: 'The account has no quota left', hint: 'Add credit at the provider, then resume the run.' },
  BAD_REQUEST: { title: 'The request was refused', hint: 'Read the answer; the model may not take this request.' },
  SERVER: { title: 'The provider failed', hint: 'It was tried several times. Retry it when the provider is well.' },
  TIMEOUT: { title: 'No answer in time', hint: 'It was tried several times; each may have been billed.' },
  NETWORK: { title: 'The connection broke', hint: 'It was tried several times. Check the address under Models.' },
  BLOCKED: { title: 'The address is not allowed', hint: 'The operator decides which private addresses may be called.' },
  TOO_LARGE: { title: 'The answer was too large', hint: 'Nothing of it was used. Lower the token limit.' },
  ABORTED: { title: 'The worker stopped', hint: 'It is called again by itself.' },
  CRASHED: {
    title: 'The worker died during every call',
    hint: 'The calls may have been billed. Look at the worker’s log.',
  },
  UNREADABLE: {
    title: 'The answer is not in the form asked for',
    hint: 'It is kept as it came; a repair was asked for once.',
  },
  TRUNCATED: { title: 'The answer breaks off', hint: 'It is kept as it came. Raise the token limit and retry.' },
  FILTERED: { title: 'The provider held the answer back', hint: 'What came is kept as it came.' },
  NOT_FITTING: { title: 'The answer does not fit its target', hint: 'It is kept as it came and was not applied.' },
  TARGET_GONE: { title: 'What it was about has changed', hint: 'Nothing was called or applied.' },
  NOT_ASKED: { title: 'The prompt could not be put together', hint: 'Mend the prompt version, then retry.' },
}
