import { canUndo } from '@/lib/core/review/undo'
import type { JudgmentUndoFacts } from '@/lib/data/queries/undo-facts'

/** Null when the judgment can be taken back; else the reason in words for its author. */
export function whyItStands(facts: JudgmentUndoFacts): string | null {
  const answer = canUndo(facts)
  if (!answer.ok) return answer.why
  return facts.sawVotes ? 'This judgment stands: you have read what others answered since.' : null
}
