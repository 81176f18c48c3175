import { z } from 'zod'
import { RESPONSE_LABELS } from '@/lib/core/compliance/labels'
import { canCurate } from '@/lib/core/policy/policies'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'

export const setGoldInput = z.strictObject({
  projectId: z.uuid(),
  /** The item's number; its text as it stands now. */
  number: z.number().int().min(1),
  /** Null takes the gold answer away. */
  decision: z.enum(['ACCEPT', 'REJECT']).nullable(),
  label: z.enum(RESPONSE_LABELS).nullable().default(null),
  reason: z.string().trim().max(2_000).default(''),
})
export type SetGoldInput = z.infer<typeof setGoldInput>

/** Sets, replaces or takes away the gold answer of an item's current text. What was held against the old one stays so. */
export async function setGold(ctx: Ctx, input: SetGoldInput): Promise<{ set: boolean }> {
  const { projectId, decision, label, reason } = input
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  if (decision !== null && reason === '')
    throw new ServiceError(
      'invalid',
      'Say why this is the answer: whoever answers otherwise reads it. Nothing was set.',
    )
  return inTransaction(ctx, async (tx) => {
    const item = await tx.item.findUnique({
      where: { projectId_number: { projectId, number: input.number } },
      select: { id: true, currentRevisionId: true },
    })
    const revisionId = item?.currentRevisionId
    if (!item || !revisionId) throw notFound('item')
    await tx.goldAnswer.updateMany({ where: { revisionId, removedAt: null }, data: { removedAt: ctx.now } })
    if (decision !== null) {
      const setById = isSystem(ctx.actor) ? null : ctx.actor.userId
      const data = {
        id: newId(),
        projectId,
        itemId: item.id,
        revisionId,
        decision,
        label,
        reason,
        source: 'HAND',
        setById,
      }
      await tx.goldAnswer.create({ data, select: { id: true } })
    }
    const target = { kind: 'item', id: item.id }
    await writeAudit(tx, ctx, { action: 'gold.set', projectId, target, data: { decision, label } })
    return { set: decision !== null }
  })
}
