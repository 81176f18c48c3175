import type { ChosenItems } from '@/lib/core/item/chosen'
import { canCurate, canRead } from '@/lib/core/policy/policies'
import { whereChosen } from '@/lib/data/queries/where-chosen'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'

/** A list of a million rows is put away in one statement (ms). */
export const BULK_TIMEOUT = 180_000

/** Puts items away: out of lists, queues and exports, with everything that was said of them kept. Restoring brings them back. */
export async function archiveItems(ctx: Ctx, input: ChosenItems): Promise<{ archived: number }> {
  const facts = factsFor(ctx.actor, input.projectId)
  if (!canRead(facts)) throw notFound('project')
  if (!canCurate(facts)) throw new ServiceError('forbidden', 'Only curators archive items. Nothing was changed.')
  return inTransaction(
    ctx,
    async (tx) => {
      const chosen = await whereChosen({ actor: ctx.actor, db: tx }, input, false)
      const archived = await tx.$executeRaw`update items i set archived_at = now(), updated_at = now() where ${chosen}`
      if (archived === 0)
        throw new ServiceError('conflict', 'None of these is in the list any more. Nothing was changed.')
      await writeAudit(tx, ctx, {
        action: 'items.archive',
        projectId: input.projectId,
        target: { kind: 'project', id: input.projectId },
        data: { archived, ...(input.itemIds ? { itemIds: input.itemIds } : { filter: { ...input.filter } }) },
      })
      return { archived }
    },
    BULK_TIMEOUT,
  )
}
