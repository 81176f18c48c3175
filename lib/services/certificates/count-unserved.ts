import { z } from 'zod'
import { Prisma } from '@/lib/data/client'
import { whyUnserved } from '@/lib/data/queries/certificates'
import { writeAudit } from '../audit'
import { type Ctx, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'
import { loadSnapshot } from '../snapshots/load-snapshot'

export const countUnservedInput = z.strictObject({ certificateId: z.uuid() })
export type CountUnservedInput = z.output<typeof countUnservedInput>

/**
 * Counts the rows that an audit waits for and nobody can judge any more as failures, for good. Votes that some of them have
 * already are not counted: a row that failed for another reason must not look as if people had failed it.
 */
export async function countUnserved(ctx: Ctx, { certificateId }: CountUnservedInput): Promise<{ rows: number }> {
  const known = await ctx.db.certificate.findUnique({ where: { id: certificateId }, select: { snapshotId: true } })
  if (!known) throw notFound('certificate')
  const { projectId } = await loadSnapshot(ctx, known.snapshotId)
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      await tx.$queryRaw`select from certificates where id = ${certificateId}::uuid for no key update`
      const certificate = await tx.certificate.findUniqueOrThrow({ where: { id: certificateId } })
      if (certificate.status !== 'OPEN')
        throw new ServiceError('conflict', 'This audit has ended already. Nothing was changed.')
      const gone = await tx.$queryRaw<{ draw: number; entryId: string; why: string }[]>`
        select c.draw, e.id as "entryId", ${whyUnserved} as why from certificate_rows c
        join queue_entries e on e.id = c.entry_id and e.status in ('OPEN', 'HELD')
        join items i on i.id = e.item_id
        where c.certificate_id = ${certificateId}::uuid and c.unserved is null and ${whyUnserved} is not null
        order by c.draw for update of e`
      if (gone.length === 0)
        throw new ServiceError('conflict', 'Every row that the audit waits for can be judged. Nothing was changed.')
      const ids = gone.map(({ entryId }) => entryId)
      await tx.$executeRaw`update certificate_rows c set unserved = gone.why
        from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone(draw int, why text)
        where c.certificate_id = ${certificateId}::uuid and c.draw = gone.draw`
      await tx.queueEntry.updateMany({ where: { id: { in: ids } }, data: { status: 'VOID' } })
      await tx.$executeRaw`delete from assignments where judgment_id is null and entry_id in (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})`
      await writeAudit(tx, ctx, {
        action: 'certificate.count-unserved',
        projectId,
        target: { kind: 'certificate', id: certificateId },
        data: { rows: gone.map(({ draw, why }) => ({ draw, why })) },
      })
      return { rows: gone.length }
    }),
  )
}
