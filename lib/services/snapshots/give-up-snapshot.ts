import type { Ctx } from '../context'

/** After the last attempt: says that it was not frozen. Nothing of it stands, and it can be asked for again. */
export async function giveUpSnapshot(ctx: Ctx, snapshotId: string, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error)
  await ctx.db.snapshot.updateMany({
    where: { id: snapshotId, status: 'BUILDING' },
    data: {
      status: 'FAILED',
      error: `It could not be frozen: ${why} Nothing was kept of it. Count it again, then freeze it.`,
    },
  })
}
