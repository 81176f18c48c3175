import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadSnapshot } from './load-snapshot'

export const discardDraftInput = z.strictObject({ snapshotId: z.uuid() })
export type DiscardDraftInput = z.output<typeof discardDraftInput>

/** Removes what was never frozen. Its number is not given again as long as a later one stands. */
export async function discardDraft(ctx: Ctx, { snapshotId }: DiscardDraftInput): Promise<Record<string, never>> {
  const { projectId, number } = await loadSnapshot(ctx, snapshotId)
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.snapshot.deleteMany({ where: { id: snapshotId, status: { in: ['DRAFT', 'FAILED'] } } })
    if (count === 0) throw new ServiceError('conflict', 'This snapshot is frozen, or being frozen: it stays.')
    await writeAudit(tx, ctx, {
      action: 'snapshot.discard',
      projectId,
      target: { kind: 'snapshot', id: snapshotId },
      data: { number },
    })
  })
  return {}
}
