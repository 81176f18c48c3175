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
  MODEL_FAILED: {
    title: 'The model failed',
    hint: 'Its steps so far are kept. Retry it to go on from there.',
  },
  NOT_ALLOWED: {
    title: 'Not to be made for this instruction',
    hint: 'Nothing was called or applied: what is harmful, or borderline and not settled, is never carried out.',
  },
  NO_MODEL: { title: 'The model is no longer set up', hint: 'Nothing was called. Set it up under Models, then retry.' },
  TARGET_GONE: { title: 'What it was about has changed', hint: 'Nothing was called or applied.' },
  NOT_ASKED: { title: 'The prompt could not be put together', hint: 'Mend the prompt version, then retry.' },
}

export const STATE_WORDS: Record<GenerationState, string> = {
  WAITING: 'waiting',
  QUEUED: 'handed out',
  CALLING: 'being called',
  ANSWERED: 'answered',
  APPLIED: 'applied',
  NEEDS_ATTENTION: 'needs attention',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

type Counts = Record<GenerationState, number>

/** Calls that have begun, or are in a worker's hands, and have not ended. */
export const underWay = (counts: Counts): number => counts.QUEUED + counts.CALLING + counts.ANSWERED
export const endedCount = (counts: Counts): number => ENDED.reduce((sum, state) => sum + counts[state], 0)

const PAUSED_WORDS: Record<PauseCause, string> = {
  PERSON: 'paused',
  BUDGET: 'stopped at its budget',
  AUTH: 'stopped: the key was refused',
  QUOTA: 'stopped: no quota left',
}

/** "running", "pausing, 4 still out", "stopped at its budget, 45 waiting", "done". */
export function runStatusWords(run: { status: RunStatus; pauseCause: PauseCause | null; counts: Counts }): string {
  const out = underWay(run.counts)
  if (run.status === 'RUNNING') return 'running'
  if (run.status === 'PAUSED') {
    if (out > 0) return `pausing, ${out.toLocaleString('en-US')} still out`
    return `${PAUSED_WORDS[run.pauseCause ?? 'PERSON']}, ${run.counts.WAITING.toLocaleString('en-US')} waiting`
  }
  if (run.status === 'CANCELLED')
    return `cancelled, ${run.counts.APPLIED.toLocaleString('en-US')} kept${out > 0 ? `, ${out} still out` : ''}`
  return 'done'
}
