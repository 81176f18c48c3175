import { useState } from 'react'
import {
  MAX_TRIAL_CALLS,
  MAX_TRIAL_SIZE,
  type TrialAnswer,
  type TrialCall,
  trialSize,
} from '@/lib/core/trajectory/trial'

export interface MadeCall extends TrialCall {
  observation: string
  error: boolean
}

interface State {
  seed: number
  made: MadeCall[]
  /** Which call's observation is shown; its place among them. */
  shown: number | null
  /** What the last answer came to, in words. */
  said: string | null
  wrong: string | null
}

type Answer = { ok: true; data: TrialAnswer } | { ok: false; message: string }

async function post(projectId: string, seed: number, calls: readonly TrialCall[]): Promise<Answer> {
  try {
    const response = await fetch('/api/environment/replay', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ projectId, seed, calls }),
      signal: AbortSignal.timeout(20_000),
    })
    return (await response.json()) as Answer
  } catch {
    return { ok: false, message: 'The server does not answer. The calls are as they were; try again.' }
  }
}

const SEED_WORDS = 'The seed must be a whole number from 0 on.'
const readSeed = (text: string) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : null)

function findExcess(calls: readonly TrialCall[]): string | null {
  if (calls.length > MAX_TRIAL_CALLS) {
    return `${MAX_TRIAL_CALLS} calls are made, and no more can be. Drop some, or start over.`
  }
  if (trialSize(calls) <= MAX_TRIAL_SIZE) return null
  return `All calls together may have ${MAX_TRIAL_SIZE.toLocaleString('en')} characters. Shorten this one, or drop others.`
}

/** A little session: its seed and calls live here, and every answer is the whole of it, made anew. */
export function useTrial(projectId: string) {
  const [state, setState] = useState<State>({ seed: 1, made: [], shown: null, said: null, wrong: null })
  const [busy, setBusy] = useState(false)
  const fail = (wrong: string) => setState((before) => ({ ...before, wrong, said: null }))

  /** `shown`: whose observation is looked at afterwards. */
  const run = async (
    seedText: string,
    calls: readonly TrialCall[],
    shown: number | null,
    words?: (made: MadeCall[]) => string,
  ) => {
    const seed = readSeed(seedText)
    if (seed === null) return fail(SEED_WORDS)
    const excess = findExcess(calls)
    if (excess) return fail(excess)
    setBusy(true)
    const answer = await post(
      projectId,
      seed,
      calls.map(({ name, arguments: text }) => ({ name, arguments: text })),
    )
    setBusy(false)
    if (!answer.ok) return fail(answer.message)
    const made = calls.map(({ name, arguments: text }, place) => ({
      name,
      arguments: text,
      ...answer.data.observations[place]!,
    }))
    setState({ seed, made, shown, said: words?.(made) ?? null, wrong: null })
  }

  const { made } = state
  return {
    ...state,
    busy,
    call: (seed: string, one: TrialCall) => run(seed, [...made, one], made.length),
    drop: (place: number) => {
      const left = made.filter((_, at) => at !== place)
      return run(String(state.seed), left, left.length === 0 ? null : Math.min(place, left.length - 1))
    },
    replay: (seed: string) => run(seed, made, state.shown, (again) => compare(made, again)),
    show: (shown: number) => setState((before) => ({ ...before, shown })),
    startOver: () => setState((before) => ({ ...before, made: [], shown: null, said: null, wrong: null })),
  }
}

function compare(before: readonly MadeCall[], again: readonly MadeCall[]): string {
  const differ = again.filter(({ observation }, place) => observation !== before[place]!.observation).length
  const all = again.length === 1 ? 'The observation' : `All ${again.length} observations`
  if (differ === 0) return `${all} came out the same, to the byte.`
  return `${differ} of ${again.length} came out otherwise, as another seed makes another world.`
}
