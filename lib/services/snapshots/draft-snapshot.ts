import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { enqueue } from '@/lib/jobs/enqueue'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound } from '../errors'

export const draftSnapshotInput = z.strictObject({
  projectId: z.uuid(),
  name: z.string().trim().min(1, 'A snapshot needs a name').max(120),
  spec: snapshotSpecSchema,
})
export type DraftSnapshotInput = z.output<typeof draftSnapshotInput>

/** Begins a snapshot: a job counts what it would hold. Nothing is kept of any text before it is frozen. */
export async function draftSnapshot(
  ctx: Ctx,
  { projectId, name, spec }: DraftSnapshotInput,
): Promise<{ snapshotId: string; number: number }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canCurate(facts)) throw notFound('project')
  const snapshotId = newId()
  return inTransaction(ctx, async (tx) => {
    const number = await nextNumber(tx, projectId)
    const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
    await tx.snapshot.create({
      data: { id: snapshotId, projectId, number, name, stage: spec.stage, spec, blind: facts.reviews, createdById },
      select: { id: true },
    })
    await tx.snapshotProgress.create({ data: { snapshotId, phase: 'WAITING' }, select: { phase: true } })
    await writeAudit(tx, ctx, {
      action: 'snapshot.draft',
      projectId,
      target: { kind: 'snapshot', id: snapshotId },
      data: { number, spec },
    })
    await enqueue(tx, 'countSnapshot', { snapshotId, edition: 1 })
    return { snapshotId, number }
  })
}

async function nextNumber(tx: Tx, projectId: string): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`snapshot ${projectId}`}, 0))`
  const { _max } = await tx.snapshot.aggregate({ where: { projectId }, _max: { number: true } })
  return (_max.number ?? 0) + 1
}
