/** Judgments of one person in one queue that can be taken back. */
export const UNDO_DEPTH = 10

/**
 * How long a judgment can be taken back after the item was decided. For as long, people who judge read the item as open;
 * from then on they read its votes, which stand. Nobody answers, or answers anew, knowing what others said.
 */
export const CLOSED_UNDO_MINUTES = 10

export interface UndoFacts {
  /** The judgment is the asking person's own. */
  own: boolean
  /** Neither withdrawn nor superseded. */
  live: boolean
  /** Live judgments of this person in this queue made after it. */
  newer: number
  /** The verdict was used: an edit applied, adjudicated, regenerated, frozen. */
  usedBy: 'EDIT' | 'ADJUDICATION' | 'REGENERATION' | 'FREEZE' | 'GOLD' | 'OTHER' | null
  queueClosed: boolean
  /** The item was decided longer ago than CLOSED_UNDO_MINUTES: its votes are open to people who judge. */
  stands: boolean
}

export type UndoAnswer = { ok: true } | { ok: false; why: string }

const USED = {
  EDIT: 'an edit of this text was applied',
  ADJUDICATION: 'it was adjudicated',
  REGENERATION: 'the text was written again with the reasons given',
  FREEZE: 'it is part of a frozen snapshot',
  GOLD: 'the gold answer was shown',
  OTHER: 'its verdict was used',
} as const

/** Whether a judgment may be withdrawn, and if not, why not in words for the person who asked. */
export function canUndo(facts: UndoFacts): UndoAnswer {
  if (!facts.own) return { ok: false, why: 'This is not your judgment. Only its author can take it back.' }
  if (!facts.live) return { ok: false, why: 'This judgment was already taken back or replaced.' }
  if (facts.usedBy) return { ok: false, why: `This judgment stands: ${USED[facts.usedBy]}. Ask a lead to look at it.` }
  if (facts.stands) {
    return {
      ok: false,
      why: `This judgment stands: the item was decided more than ${CLOSED_UNDO_MINUTES} minutes ago, and its votes can be read since.`,
    }
  }
  if (facts.queueClosed) return { ok: false, why: 'This judgment stands: its queue was closed.' }
  if (facts.newer >= UNDO_DEPTH) {
    return { ok: false, why: `Only your last ${UNDO_DEPTH} judgments can be taken back, and this one is older.` }
  }
  return { ok: true }
}
