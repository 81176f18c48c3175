import type { ChosenItems } from '@/lib/core/item/chosen'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { whereChosen } from '@/lib/data/queries/where-chosen'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { BULK_TIMEOUT } from './archive-items'

/** Brings archived items back into lists and queues, as they were; what was purged stays away. */
export async function restoreItems(ctx: Ctx, input: ChosenItems): Promise<{ restored: number }> {
  const facts = factsFor(ctx.actor, input.projectId)
  if (!canRead(facts)) throw notFound('project')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Only curators restore items. Nothing was changed.')
  return inTransaction(
    ctx,
    async (tx) => {
      const chosen = await whereChosen({ actor: ctx.actor, db: tx }, input, true)
      const restored = await tx.$executeRaw`
        update items i set archived_at = null, updated_at = now() where ${chosen} and i.purged_at is null`
      if (restored === 0)
        throw new ServiceError(
          'conflict',
          'None of these is archived any more, or all were purged. Nothing was changed.',
        )
      await writeAudit(tx, ctx, {
        action: 'items.restore',
        projectId: input.projectId,
        target: { kind: 'project', id: input.projectId },
        data: { restored, ...(input.itemIds ? { itemIds: input.itemIds } : { filter: { ...input.filter } }) },
      })
      return { restored }
    },
    BULK_TIMEOUT,
  )
}
