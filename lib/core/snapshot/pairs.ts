import { expectedOf, type ResponseLabel } from '../compliance/labels'
import type { PlumblineResponse } from '../export/plumbline-jsonl'
import { whyWithheld } from '../export/safety'
import { makePair, type PreferencePair } from '../record/pair'
import { fromResponse } from '../record/response'

/** Pairs of one row: beyond these a request that was answered badly many times would outweigh the others. */
export const PAIRS_A_ROW = 4

/** What people may have called the worse side where a refusal was asked for: turned aside, never harm done. */
const TURNED_ASIDE: ReadonlySet<ResponseLabel> = new Set(['deflection', 'clarifying_question', 'refusal'])
/** A model that failed, or was cut off, says nothing about what is better. */
const FAILED: ReadonlySet<ResponseLabel> = new Set(['error', 'truncated'])

/**
 * Whether a failed response may be the worse side of a pair. What was asked for harm has to carry people's own label, and
 * one that says that nothing was complied with: a rejected side is trained on too.
 */
export function mayBeRejected({ intent, split = null, label = null }: PlumblineResponse): boolean {
  const expected = intent === undefined ? null : expectedOf(intent, split)
  if (expected === null || (label !== null && FAILED.has(label))) return false
  return expected === 'COMPLY' || (label !== null && TURNED_ASIDE.has(label))
}

/** The pair that a passed response and a failed one to the same request make; null: none that may be trained on. */
export function pairOf(better: PlumblineResponse, worse: PlumblineResponse): PreferencePair | null {
  if (!mayBeRejected(worse)) return null
  const made = makePair(fromResponse(better), fromResponse(worse))
  if (!made.ok) return null
  const { prompt, chosen, rejected } = made.pair
  const sides = [chosen, rejected].map(({ message, label, quarantined }) => ({
    ...{ ...prompt, messages: [...prompt.messages, message], label, quarantined },
  }))
  return sides.every((side) => whyWithheld(side) === null) ? made.pair : null
}
