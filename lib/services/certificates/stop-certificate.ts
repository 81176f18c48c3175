import { z } from 'zod'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'
import { loadSnapshot } from '../snapshots/load-snapshot'
import { endAudit } from './end-audit'

export const stopCertificateInput = z.strictObject({ certificateId: z.uuid() })
export type StopCertificateInput = z.output<typeof stopCertificateInput>

/** Ends an audit before it is decided. It stays on record: later certificates about the snapshot say that it was tried. */
export async function stopCertificate(
  ctx: Ctx,
  { certificateId }: StopCertificateInput,
): Promise<Record<string, never>> {
  const certificate = await ctx.db.certificate.findUnique({ where: { id: certificateId } })
  if (!certificate) throw notFound('certificate')
  const { projectId } = await loadSnapshot(ctx, certificate.snapshotId)
  await retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const { count } = await tx.certificate.updateMany({
        where: { id: certificateId, status: 'OPEN' },
        data: { status: 'STOPPED', closedAt: ctx.now },
      })
      if (count === 0) throw new ServiceError('conflict', 'This audit has ended already. Nothing was changed.')
      await endAudit(tx, certificate.queueId)
      await writeAudit(tx, ctx, {
        action: 'certificate.stop',
        projectId,
        target: { kind: 'certificate', id: certificateId },
      })
    }),
  )
  return {}
}
