import type { Tx } from '@/lib/data/client'

/** Closes the queue of an audit: what is not judged by then is not asked for any more. */
export async function endAudit(tx: Tx, queueId: string): Promise<void> {
  await tx.reviewQueue.update({ where: { id: queueId }, data: { status: 'CLOSED' }, select: { id: true } })
  await tx.queueEntry.updateMany({ where: { queueId, status: { in: ['OPEN', 'HELD'] } }, data: { status: 'VOID' } })
  await tx.assignment.deleteMany({ where: { queueId, judgmentId: null } })
}
