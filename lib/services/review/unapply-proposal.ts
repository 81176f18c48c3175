import type { Tx } from '@/lib/data/client'
import { applyRevision } from './apply-revision'
import type { LockedEntry } from './lock-entry'

/** Takes an applied edit back: its entry is void, and the text that it replaced is current again. Nobody has judged the edit yet (canWithdraw looks). */
export async function unapplyProposal(tx: Tx, entry: LockedEntry, revisionId: string): Promise<void> {
  await tx.$executeRaw`
    with undone as (
      update queue_entries set status = 'VOID', verdict = 'OPEN', closed_at = null
      where queue_id = ${entry.queueId}::uuid and revision_id = ${revisionId}::uuid
      returning id
    )
    delete from assignments a using undone where a.entry_id = undone.id and a.judgment_id is null`
  await applyRevision(tx, entry.revisionId)
}
