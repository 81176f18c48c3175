import type { VerdictName } from './filter'
import type { ItemStage } from './lists'

/** Why an item is quarantined. Each comes and goes by itself; the item is quarantined while one stands. */
export const QUARANTINE_WORDS: Record<string, string> = {
  PARENT_FAILED: 'what it was made from has failed',
  NOT_A_REFUSAL: 'it is not known to be a refusal',
}

/** An item as its relatives' pages name it: never a text. The verdict is as the reader may know it. */
export interface Relative {
  id: string
  stage: ItemStage
  number: number
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  verdict: VerdictName
  stale: boolean
  quarantined: boolean
}

export interface Lineage {
  category: string[]
  /** From the chain down to the item's own parent. */
  above: Relative[]
  /** The text of the parent that its own text was made from; null: not known, or the parent is being judged. */
  pinned: { revision: number; accepted: boolean } | null
  /** The first ones made from it, by number. */
  below: Relative[]
  /** Of all made from it, up to CHILDREN_COUNTED; `more`: there are others. */
  children: { total: number; more: boolean; verdicts: Record<VerdictName, number>; stale: number; quarantined: number }
  /** Those that a job has still to look at after its text was accepted or failed; null: none. */
  childrenLeft: number | null
}
export const CHILDREN_COUNTED = 10_000
export const CHILDREN_SHOWN = 20
