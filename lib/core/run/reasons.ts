import { BLIND_BELOW } from '../review/rates'

/** What was said of the texts that a run writes again. */
export interface RunReasons {
  /** Items that the run is about. */
  items: number
  /** Of these: those whose reasons the reader may know. The rest of the figures is about them. */
  shown: number
  /** Most frequent first; a text rejected for several reasons counts in each. */
  reasons: RunReason[]
}

export interface RunReason {
  /** "reason:…", "criterion:…"; NO_REASON: rejected, or stale, without any. */
  key: string
  label: string
  items: number
  /** Of these: the run's new text has been judged to the end, and passed. */
  judged: number
  passed: number
}
export const NO_REASON = 'none'

/** Whether the reader may know how many passed since: people who judge, from so many judged texts on. */
export const passedSinceShown = ({ judged }: Pick<RunReason, 'judged'>, blind: boolean) =>
  judged > 0 && (!blind || judged >= BLIND_BELOW)
