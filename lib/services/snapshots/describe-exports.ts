import { z } from 'zod'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadSnapshot } from './load-snapshot'

export const describeExportsInput = z.strictObject({ snapshotId: z.uuid() })

/** Has a worker work out what a frozen snapshot becomes in each format. Asked for twice, the figures are the same. */
export async function describeExports(
  ctx: Ctx,
  { snapshotId }: z.output<typeof describeExportsInput>,
): Promise<{ snapshotId: string }> {
  const { projectId, status } = await loadSnapshot(ctx, snapshotId)
  if (status !== 'FROZEN') throw new ServiceError('conflict', 'Only what is frozen, and whole, can be taken out.')
  return inTransaction(ctx, async (tx) => {
    await writeAudit(tx, ctx, {
      action: 'snapshot.describe',
      projectId,
      target: { kind: 'snapshot', id: snapshotId },
    })
    await enqueue(tx, 'describeExports', { snapshotId })
    return { snapshotId }
  })
}
