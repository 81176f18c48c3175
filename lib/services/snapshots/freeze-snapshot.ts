import { z } from 'zod'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadSnapshot } from './load-snapshot'

export const freezeSnapshotInput = z.strictObject({ snapshotId: z.uuid() })
export type FreezeSnapshotInput = z.output<typeof freezeSnapshotInput>

/** Has a draft frozen as the project stands when the job reads it. Asked for twice, it is done once. */
export async function freezeSnapshot(ctx: Ctx, { snapshotId }: FreezeSnapshotInput): Promise<{ snapshotId: string }> {
  const { projectId } = await loadSnapshot(ctx, snapshotId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: snapshotId, status: 'DRAFT' },
      data: { status: 'BUILDING' },
    })
    if (count === 0) {
      const now = await tx.snapshot.findUnique({ where: { id: snapshotId }, select: { status: true } })
      if (now?.status === 'BUILDING' || now?.status === 'FROZEN') return { snapshotId }
      throw new ServiceError(
        'conflict',
        'This snapshot is no draft any more. Nothing was changed; load the page again.',
      )
    }
    await tx.snapshotProgress.upsert({
      where: { snapshotId },
      create: { snapshotId, phase: 'WAITING' },
      update: { phase: 'WAITING', done: 0, total: 0 },
      select: { phase: true },
    })
    await writeAudit(tx, ctx, {
      action: 'snapshot.freeze',
      projectId,
      target: { kind: 'snapshot', id: snapshotId },
    })
    await enqueue(tx, 'freezeSnapshot', { snapshotId })
    return { snapshotId }
  })
}
