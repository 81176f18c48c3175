/** Where a gold answer comes from: settled by an adjudicator, said by all reviewers, or set by a curator. */
export const GOLD_SOURCES = ['ADJUDICATED', 'AGREED', 'HAND'] as const
export type GoldSource = (typeof GOLD_SOURCES)[number]

export const GOLD_SOURCE_WORDS: Record<GoldSource, string> = {
  ADJUDICATED: 'adjudicated',
  AGREED: 'all reviewers agreed',
  HAND: 'set by hand',
}

export interface Gold {
  decision: 'ACCEPT' | 'REJECT'
  /** Of a response, where it matters which. */
  label: string | null
}

/**
 * Whether an answer is the gold one. An edit says that the text as it stood does not hold, as a reject does; where the
 * gold answer names a label, the label decides. To abstain, or to call it ambiguous, is another answer.
 */
export function agreesWithGold(gold: Gold, said: { decision: string; label: string | null }): boolean {
  if (gold.label !== null) return said.label === gold.label
  if (gold.decision === 'ACCEPT') return said.decision === 'ACCEPT'
  return said.decision === 'REJECT' || said.decision === 'EDIT'
}

export interface CalibrationTally {
  right: number
  answered: number
  /** Texts of the calibration. */
  of: number
  /** The share of right answers that passes. */
  passMark: number
}

/** OPEN until every text is answered. */
export function calibrationOutcome({ right, answered, of, passMark }: CalibrationTally): 'OPEN' | 'PASSED' | 'FAILED' {
  if (answered < of || of === 0) return 'OPEN'
  // A mark of 0.8 over 10 texts is 8 of them: what rounding adds must not cost one.
  return right / of >= passMark - 1e-9 ? 'PASSED' : 'FAILED'
}
