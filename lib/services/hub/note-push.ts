import { writeAudit } from '../audit'
import { type Ctx, inTransaction, isSystem } from '../context'
import { ServiceError } from '../errors'

interface Pushed {
  projectId: string
  snapshotId: string
  hub: string
  repository: string
  commit: string
}

/** Puts on record where a snapshot went. */
export async function notePush(ctx: Ctx, { projectId, snapshotId, ...data }: Pushed): Promise<void> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'Only the operator pushes, from the command line.')
  const target = { kind: 'snapshot', id: snapshotId }
  await inTransaction(ctx, (tx) => writeAudit(tx, ctx, { action: 'snapshot.push', projectId, target, data }))
}
