import { findSnapshot, type SnapshotDetail } from '@/lib/data/queries/snapshots'
import type { Ctx } from '@/lib/services/context'
import { UsageError } from './command'

/** The snapshot of a number as it was typed. */
export async function requireSnapshot(
  ctx: Ctx,
  projectId: string,
  given: string | number | undefined,
): Promise<SnapshotDetail> {
  if (given === undefined || !/^[1-9]\d{0,8}$/.test(String(given)))
    throw new UsageError('Name the snapshot by its number.')
  const snapshot = await findSnapshot(ctx, { projectId, number: Number(given) })
  if (!snapshot) throw new UsageError(`There is no snapshot ${given} in this project.`)
  return snapshot
}
