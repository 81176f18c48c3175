import { canCurate } from '@/lib/core/policy/policies'
import type { Db } from '@/lib/data/client'
import { type Ctx, factsFor } from '../context'
import { notFound } from '../errors'

/** A snapshot that the actor may work on; missing and not theirs look alike. */
export async function loadSnapshot(ctx: Ctx, snapshotId: string, db: Db = ctx.db) {
  const snapshot = await db.snapshot.findUnique({ where: { id: snapshotId } })
  if (!snapshot || !canCurate(factsFor(ctx.actor, snapshot.projectId))) throw notFound('snapshot')
  return snapshot
}
