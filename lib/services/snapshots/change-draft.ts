import { z } from 'zod'
import { snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import { Prisma } from '@/lib/data/client'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { ServiceError } from '../errors'
import { loadSnapshot } from './load-snapshot'

export const changeDraftInput = z.strictObject({
  snapshotId: z.uuid(),
  name: z.string().trim().min(1, 'A snapshot needs a name').max(120),
  spec: snapshotSpecSchema,
})
export type ChangeDraftInput = z.output<typeof changeDraftInput>

/** Chooses otherwise, or counts again what the project holds by now. What was counted before is gone at once. */
export async function changeDraft(
  ctx: Ctx,
  { snapshotId, name, spec }: ChangeDraftInput,
): Promise<{ snapshotId: string; edition: number }> {
  const { projectId } = await loadSnapshot(ctx, snapshotId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: snapshotId, status: { in: ['DRAFT', 'FAILED'] } },
      data: {
        ...{ name, spec, stage: spec.stage, status: 'DRAFT', error: null, report: Prisma.DbNull, rows: 0 },
        // Whoever chooses is who counts it: what they may not know yet must not show in it.
        ...{ blind: factsFor(ctx.actor, projectId).reviews, edition: { increment: 1 } },
      },
    })
    if (count === 0) {
      throw new ServiceError(
        'conflict',
        'This snapshot is frozen, or being frozen: it stays as it is. Make another one.',
      )
    }
    const { edition } = await tx.snapshot.findUniqueOrThrow({ where: { id: snapshotId }, select: { edition: true } })
    await tx.snapshotProgress.upsert({
      where: { snapshotId },
      create: { snapshotId, phase: 'WAITING' },
      update: { phase: 'WAITING', done: 0, total: 0 },
      select: { phase: true },
    })
    await writeAudit(tx, ctx, {
      action: 'snapshot.change',
      projectId,
      target: { kind: 'snapshot', id: snapshotId },
      data: { spec },
    })
    await enqueue(tx, 'countSnapshot', { snapshotId, edition })
    return { snapshotId, edition }
  })
}
