import { canCurate } from '@/lib/core/policy/policies'
import { type Delivery, findDelivery } from '@/lib/core/snapshot/delivery'
import { type Part, type SnapshotStage, snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'

export interface OpenInput {
  projectId: string
  number: number
  format: string
  /** Null: all rows, in the snapshot's order. */
  part: Part | null
  /** ARCHIVE: with everything that belongs beside the rows. */
  as: 'FILE' | 'ARCHIVE'
}

export interface OpenSnapshot {
  id: string
  number: number
  stage: SnapshotStage
  hash: string
  rows: number
  /** Shape: core/snapshot/report.ts. */
  report: unknown
}

/**
 * Checks and audits that a frozen snapshot is taken out, so that a refusal comes before the first byte; whoever takes it out
 * has its votes, and is given none of its rows in a later audit.
 */
export async function openSnapshot(
  ctx: Ctx,
  { projectId, number, format, part, as }: OpenInput,
): Promise<{ delivery: Delivery; snapshot: OpenSnapshot }> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('snapshot')
  const found = await ctx.db.snapshot.findUnique({ where: { projectId_number: { projectId, number } } })
  if (!found) throw notFound('snapshot')
  const { id, status, stage, hash, rows } = found
  if (status === 'BROKEN') throw broken()
  if (status !== 'FROZEN' || hash === null) {
    throw new ServiceError('conflict', 'This snapshot is not frozen yet. Freeze it, then take it out.')
  }
  const delivery = findDelivery(stage, format)
  if (!delivery) throw new ServiceError('invalid', `There is no such format for ${stage.toLowerCase()} rows.`)
  if (delivery.takes === 'PAIR') await refusePurgedPairs(ctx, id)
  if (snapshotSpecSchema.parse(found.spec).passed.certificate) await mustBeCertified(ctx, id)
  await inTransaction(ctx, async (tx) => {
    if (!isSystem(ctx.actor)) await refuseAuditors({ ...ctx, db: tx as Ctx['db'] }, { id, projectId })
    await writeAudit(tx, ctx, {
      action: 'snapshot.export',
      projectId,
      target: { kind: 'snapshot', id },
      data: { number, format, part, as },
    })
  })
  return { delivery, snapshot: { id, number, stage, hash, rows, report: found.report } }
}

export const broken = () =>
  new ServiceError('conflict', 'A purge took the text of one of its rows: it cannot be handed out any more.')

async function refusePurgedPairs(ctx: Ctx, snapshotId: string): Promise<void> {
  if ((await ctx.db.snapshotPair.count({ where: { snapshotId, line: null } })) === 0) return
  throw new ServiceError(
    'conflict',
    'A purge took the text of one of its pairs: as pairs it cannot be handed out any more. Every other format still holds.',
  )
}

async function mustBeCertified(ctx: Ctx, snapshotId: string): Promise<void> {
  if ((await ctx.db.certificate.count({ where: { snapshotId, status: 'PASSED' } })) > 0) return
  throw new ServiceError(
    'conflict',
    'This snapshot leaves only with a certificate, and no audit of it has passed yet. Nothing was written.',
  )
}

async function refuseAuditors(ctx: Ctx, { id, projectId }: { id: string; projectId: string }): Promise<void> {
  const judging = await ctx.db.certificate.count({
    where: { snapshotId: id, status: 'OPEN', queueId: { in: await queuesOf(ctx, projectId) } },
  })
  if (judging === 0) return
  throw new ServiceError(
    'conflict',
    'You judge in an audit of this snapshot, and the file would show you the earlier votes. Take it out when the audit is over.',
  )
}

async function queuesOf(ctx: Ctx, projectId: string): Promise<string[]> {
  if (isSystem(ctx.actor)) return []
  const given = await ctx.db.queueReviewer.findMany({
    where: { userId: ctx.actor.userId, queue: { projectId, purpose: 'AUDIT' } },
    select: { queueId: true },
  })
  return given.map(({ queueId }) => queueId)
}
