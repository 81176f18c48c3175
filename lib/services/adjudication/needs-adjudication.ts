import type { LockedEntry } from '../review/lock-entry'
import type { EntryState } from '../review/read-entry-state'

/** Closed without a verdict (contested, too few votes), or failed with several edits that nobody has picked from. Studies and the like only measure. */
export function needsAdjudication(
  entry: Pick<LockedEntry, 'status' | 'verdict' | 'curation'>,
  state: Pick<EntryState, 'proposals'>,
): boolean {
  if (!entry.curation || entry.status !== 'CLOSED') return false
  if (entry.verdict === 'CONTESTED' || entry.verdict === 'OPEN') return true
  return entry.verdict === 'FAILED' && state.proposals.filter(({ status }) => status === 'PENDING').length > 1
}
