import { z } from 'zod'
import { findSnapshotProgress, type SnapshotProgressView } from '@/lib/data/queries/snapshots'
import type { Ctx } from '../context'
import { notFound } from '../errors'

export const watchSnapshotInput = z.strictObject({ snapshotId: z.uuid() })

/** How far counting or freezing is. Polled by the snapshot's page. */
export async function watchSnapshot(
  ctx: Ctx,
  { snapshotId }: z.output<typeof watchSnapshotInput>,
): Promise<SnapshotProgressView> {
  const progress = await findSnapshotProgress(ctx, snapshotId)
  if (!progress) throw notFound('snapshot')
  return progress
}
