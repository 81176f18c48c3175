import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'

export const closeStudyInput = z.strictObject({ projectId: z.uuid(), number: z.number().int().min(1) })
export type CloseStudyInput = z.infer<typeof closeStudyInput>

/**
 * Ends a study, whether or not all of it is judged: from here on its answers stand, and its numbers are shown. Texts
 * without all of their answers are left out of the numbers and counted.
 */
export async function closeStudy(
  ctx: Ctx,
  { projectId, number }: CloseStudyInput,
): Promise<{ finished: number; unfinished: number }> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const study = await ctx.db.study.findUnique({
    where: { projectId_number: { projectId, number } },
    select: { id: true, queueId: true },
  })
  if (!study) throw notFound('study')
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      // Judgments lock their entry: the last ones are in, or wait here and find the entry void.
      await tx.$queryRaw`select from queue_entries where queue_id = ${study.queueId}::uuid order by id for no key update`
      const { count } = await tx.study.updateMany({
        where: { id: study.id, closedAt: null },
        data: { closedAt: ctx.now },
      })
      if (count === 0) throw new ServiceError('conflict', 'This study is closed already. Nothing was changed.')
      await tx.reviewQueue.update({ where: { id: study.queueId }, data: { status: 'CLOSED' }, select: { id: true } })
      const finished = await tx.queueEntry.count({ where: { queueId: study.queueId, status: 'CLOSED' } })
      const { count: unfinished } = await tx.queueEntry.updateMany({
        where: { queueId: study.queueId, status: { in: ['OPEN', 'HELD'] } },
        data: { status: 'VOID' },
      })
      await tx.assignment.deleteMany({ where: { queueId: study.queueId, judgmentId: null } })
      await writeAudit(tx, ctx, {
        action: 'study.close',
        projectId,
        target: { kind: 'study', id: study.id },
        data: { finished, unfinished },
      })
      return { finished, unfinished }
    }),
  )
}
