import { readContent } from '@/lib/core/item/stages'
import { type Ctx, inTransaction } from '../context'
import { addRevision } from '../items/create-items'
import { refreshItem } from '../review/refresh-item'
import { judgeAfresh, lockItem } from './apply-regeneration'
import { endIfDone, lockGeneration } from './lock-call'

/**
 * The control of a regeneration: the rejected text goes before reviewers once more, unchanged and unmarked. How often it
 * passes is what a second look alone changes (regression to the mean), and what regeneration has to beat.
 */
export function applyControl(ctx: Ctx, generationId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const generation = await lockGeneration(tx, generationId)
    if (generation?.state !== 'QUEUED') return
    const { itemId, revisionId, projectId, runId, run } = await tx.generation.findUniqueOrThrow({
      where: { id: generationId },
      select: { itemId: true, revisionId: true, projectId: true, runId: true, run: { select: { queueId: true } } },
    })
    const item = await lockItem(tx, itemId!)
    const fits = item && !item.archived && item.currentRevisionId === revisionId
    if (fits) {
      const rejected = await tx.revision.findUniqueOrThrow({ where: { id: revisionId! } })
      await addRevision(tx, {
        ...{ projectId, itemId: itemId!, author: { kind: 'MODEL', id: generationId }, control: true },
        content: readContent(item.stage, rejected.content),
        parentRevisionId: rejected.parentRevisionId,
        basedOnId: rejected.id,
        attempt: rejected.attempt + 1,
      })
      await refreshItem(tx, itemId!)
      await judgeAfresh(ctx, tx, { itemId: itemId!, queueId: run.queueId })
    }
    await tx.generation.update({
      where: { id: generationId },
      data: fits
        ? { state: 'APPLIED', leaseUntil: null, produced: 1, endedAt: ctx.now, outcome: { control: true } }
        : {
            state: 'FAILED',
            leaseUntil: null,
            endedAt: ctx.now,
            errorKind: 'TARGET_GONE',
            errorMessage: 'It has another text meanwhile.',
          },
      select: { id: true },
    })
    await endIfDone(tx, runId)
  })
}
