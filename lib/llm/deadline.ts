export interface Deadline {
  signal: AbortSignal
  timedOut(): boolean
  /** Lets go of the clock and of the caller's signal: neither may remember a call that is over. */
  end(): void
}

/** A signal of one call's own: aborted when the time is up, or with the caller's, which outlives many calls. */
export function startDeadline(ms: number, caller?: AbortSignal): Deadline {
  const stop = new AbortController()
  let late = false
  const abort = () => stop.abort()
  const timer = setTimeout(() => {
    late = true
    stop.abort()
  }, ms)
  if (caller?.aborted) stop.abort()
  else caller?.addEventListener('abort', abort, { once: true })
  return {
    signal: stop.signal,
    timedOut: () => late,
    end: () => {
      clearTimeout(timer)
      caller?.removeEventListener('abort', abort)
    },
  }
}
