/** Ways in which a call can fail to bring an answer; lib/llm tells them apart. */
export type TroubleKind =
  | 'RATE_LIMITED'
  | 'AUTH'
  | 'QUOTA'
  | 'BAD_REQUEST'
  | 'SERVER'
  | 'TIMEOUT'
  | 'NETWORK'
  | 'BLOCKED'
  | 'TOO_LARGE'
  | 'ABORTED'

/** Calls that a generation may begin before it is given up. Those turned away by a rate limit or a refused key do not count. */
export const MAX_CALLS = 5
/** Failures of a provider in a row that open the breaker. */
export const BREAKER_AFTER = 8
const BREAKER_MS = 30_000
const BREAKER_MAX_MS = 300_000
const BACKOFF_MS = 2_000
const BACKOFF_MAX_MS = 60_000
/** Without a Retry-After, a 429 is waited out this long. */
const RATE_LIMIT_MS = 10_000

/** Seconds by which a lease outlives its call, so that a live call is never made twice: 10 for calls of 90 s. */
export const leaseMargin = (callSeconds: number) => Math.ceil(callSeconds / 9)

/** What holds for all calls to a provider, whoever makes them. */
export interface Pace {
  /** Calls at once, now. */
  allowed: number
  /** The provider's own limit. */
  most: number
  /** Provider failures in a row. */
  failures: number
}

/**
 * What becomes of a call that brought no answer.
 * `again`: call again, no sooner than `afterMs`. `counts`: it was one of MAX_CALLS. `paid`: what it cost is unknown, so its
 * reservation is taken as spent. `holdMs`: nobody calls the provider before. `pause`: the run stands still until somebody acts.
 */
export interface TroubleOutcome {
  act: 'AGAIN' | 'FAIL' | 'PAUSE'
  afterMs: number
  counts: boolean
  paid: boolean
  holdMs: number
  pause: 'AUTH' | 'QUOTA' | null
  pace: Pick<Pace, 'allowed' | 'failures'>
}

/**
 * `calls`: begun so far, this one included. `random`: in [0, 1), spreads retries; a Retry-After is a minimum, so jitter is
 * only ever added. Retries and their limits: reliability of providers is theirs to state, 429 and 5xx invite another call,
 * 4xx do not (OpenAI, "Rate limits" guide).
 */
export function decideTrouble(
  trouble: { kind: TroubleKind; retryAfterMs: number | null },
  call: { calls: number; random: number },
  pace: Pace,
): TroubleOutcome {
  const same = { allowed: pace.allowed, failures: pace.failures }
  const again = { act: 'AGAIN', counts: false, paid: false, holdMs: 0, pause: null, pace: same } as const
  const fail = { act: 'FAIL', afterMs: 0, counts: true, paid: false, holdMs: 0, pause: null, pace: same } as const
  switch (trouble.kind) {
    case 'RATE_LIMITED': {
      const holdMs = jittered(trouble.retryAfterMs ?? RATE_LIMIT_MS, call.random)
      return {
        ...again,
        afterMs: holdMs,
        holdMs,
        pace: { ...same, allowed: Math.max(1, Math.floor(pace.allowed / 2)) },
      }
    }
    case 'AUTH':
    case 'QUOTA':
      return { ...again, act: 'PAUSE', afterMs: 0, pause: trouble.kind }
    case 'ABORTED':
      return { ...again, afterMs: 0, paid: true }
    case 'BAD_REQUEST':
    case 'BLOCKED':
      return fail
    case 'TOO_LARGE':
      return { ...fail, paid: true }
    case 'SERVER':
    case 'TIMEOUT':
    case 'NETWORK': {
      const failures = pace.failures + 1
      const open = failures >= BREAKER_AFTER
      const holdMs = open
        ? jittered(Math.min(BREAKER_MS * 2 ** Math.min(failures - BREAKER_AFTER, 5), BREAKER_MAX_MS), call.random)
        : 0
      const backoff = Math.min(BACKOFF_MS * 2 ** (call.calls - 1), BACKOFF_MAX_MS)
      return {
        act: call.calls < MAX_CALLS ? 'AGAIN' : 'FAIL',
        afterMs: jittered(Math.max(backoff, trouble.retryAfterMs ?? 0), call.random),
        counts: true,
        paid: trouble.kind !== 'SERVER',
        holdMs,
        pause: null,
        pace: { allowed: open ? 1 : pace.allowed, failures },
      }
    }
  }
}

/** Up to a quarter more, never less. */
const jittered = (ms: number, random: number) => Math.ceil(ms * (1 + random / 4))
