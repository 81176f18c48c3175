import { z } from 'zod'
import { canRead } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { retryConflicts } from '../retry-conflicts'
import { lockReviewer } from '../review/lock-reviewer'

export const updatePreferencesInput = z.strictObject({
  projectId: z.uuid(),
  /** A category takes its subcategories along. */
  optOutCategoryIds: z.array(z.uuid()).max(1_000),
  dailyLimit: z.number().int('A whole number').min(0, 'Not below 0').max(100_000).nullable(),
})
export type UpdatePreferencesInput = z.output<typeof updatePreferencesInput>

/**
 * One's own opt-outs and daily limit, and nobody else's: there is no way to name another person. What the person holds
 * of the categories given up goes back at once, so that no other tab of theirs serves it. The audit says that something
 * changed and not what.
 */
export async function updatePreferences(ctx: Ctx, input: UpdatePreferencesInput): Promise<{ released: number }> {
  const { userId } = requireUser(ctx)
  const { projectId, dailyLimit } = input
  if (!canRead(factsFor(ctx.actor, projectId))) throw notFound('project')
  const optOutCategoryIds = [...new Set(input.optOutCategoryIds)].sort()
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      // A claim under way in another tab ends first, or begins after and sees the new opt-outs.
      await lockReviewer(tx, userId)
      await requireCategories(tx, projectId, optOutCategoryIds)
      const data = { optOutCategoryIds, dailyLimit, updatedAt: ctx.now }
      await tx.preference.upsert({
        where: { projectId_userId: { projectId, userId } },
        create: { projectId, userId, ...data },
        update: data,
        select: { userId: true },
      })
      const released = await releaseHeld(tx, { projectId, userId, optOutCategoryIds })
      await writeAudit(tx, ctx, { action: 'preference.update', projectId })
      return { released }
    }),
  )
}

async function requireCategories(tx: Tx, projectId: string, ids: readonly string[]): Promise<void> {
  const known = await tx.category.count({ where: { projectId, id: { in: [...ids] } } })
  if (known !== ids.length) {
    throw new ServiceError(
      'invalid',
      'One of these categories is not in this project any more. Nothing was changed; load the page again and choose anew.',
    )
  }
}

function releaseHeld(
  tx: Tx,
  { projectId, userId, optOutCategoryIds }: { projectId: string; userId: string; optOutCategoryIds: readonly string[] },
): Promise<number> {
  return tx.$executeRaw`
    update assignments a set reviewer_id = null, client_id = null, claimed_at = null, lease_until = null
    from queue_entries e
    join items i on i.id = e.item_id
    join categories c on c.id = i.category_id
    where a.reviewer_id = ${userId}::uuid and a.judgment_id is null and e.id = a.entry_id
      and e.project_id = ${projectId}::uuid
      and (c.id = any(${optOutCategoryIds}::uuid[]) or c.parent_id = any(${optOutCategoryIds}::uuid[]))`
}
