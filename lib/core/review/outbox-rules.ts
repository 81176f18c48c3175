import type { Feedback, FlagInput, JudgmentInput, JudgmentOutput, SkipInput } from './wire'

/** What waits in the browser for the server's answer, and what each answer does to it. */

export type OutboxEntry = {
  id: string
  /** When it was decided (ms); the order of sending. */
  at: number
  /** It left the browser at least once: the server may have it, whatever the network said. */
  tried?: true
  /** Refused for good, in the server's words. */
  refused?: string
} & ({ kind: 'judgment'; body: JudgmentInput } | { kind: 'skip'; body: SkipInput } | { kind: 'flag'; body: FlagInput })

export type OutboxAnswer =
  | { ok: true; data: JudgmentOutput | unknown }
  | { ok: false; code: string; message: string; retryAfter?: number }

/** Null for what is no entry: one broken key never stops the others. */
export function parseEntry(text: string | null): OutboxEntry | null {
  try {
    const entry = JSON.parse(text ?? '') as Partial<OutboxEntry> | null
    const whole = entry && typeof entry.id === 'string' && typeof entry.at === 'number' && entry.kind && entry.body
    return whole ? (entry as OutboxEntry) : null
  } catch {
    return null
  }
}

/** As they were decided; equal moments by id, which counts up within a tab. */
export const inOrder = (entries: readonly OutboxEntry[]) =>
  [...entries].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

export const isWaiting = ({ refused }: OutboxEntry) => refused === undefined

export const nextToSend = (entries: readonly OutboxEntry[]): OutboxEntry | undefined => inOrder(entries).find(isWaiting)

/** Only what never left this browser can be taken back here; the rest is withdrawn on the server. */
export const canTakeBack = (entry: OutboxEntry | null) => entry !== null && isWaiting(entry) && !entry.tried

/** Refusals that time, a sign-in or an unlock can mend; every other one is final for that answer. */
const WORTH_TRYING = new Set(['unavailable', 'internal', 'limited', 'unauthenticated', 'locked'])

export type Outcome =
  | { is: 'saved'; surplus: boolean; feedback?: Feedback }
  | { is: 'done' }
  | { is: 'refused'; message: string }
  | { is: 'again' }

const ALREADY =
  'You had answered this item before, perhaps in another tab. That answer stands, and this one was not stored. Undo the first to change it.'

/** What the server's answer means for the entry. Nothing but an answer of the server removes it. */
export function outcomeOf(entry: Pick<OutboxEntry, 'kind'>, answer: OutboxAnswer): Outcome {
  if (!answer.ok) {
    return WORTH_TRYING.has(answer.code) ? { is: 'again' } : { is: 'refused', message: answer.message }
  }
  if (entry.kind !== 'judgment') return { is: 'done' }
  const { state, feedback } = answer.data as JudgmentOutput
  if (state === 'ALREADY') return { is: 'refused', message: ALREADY }
  return { is: 'saved', surplus: state === 'SURPLUS', ...(feedback && { feedback }) }
}

export const FIRST_WAIT_MS = 1_000
export const LONGEST_WAIT_MS = 30_000

/**
 * How long to wait before the next try (ms): doubled at each failure up to half a minute, spread by ± 25 % so that many
 * browsers do not come back at once, and never less than what the server asked for.
 * @param failures in a row, this one included (from 1)
 * @param random 0 to 1
 */
export function waitBefore(failures: number, retryAfterSeconds: number | undefined, random: number): number {
  const doubled = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
  return Math.max(doubled * (0.75 + random / 2), (retryAfterSeconds ?? 0) * 1_000)
}
