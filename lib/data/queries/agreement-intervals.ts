import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { type AgreementIntervals, agreementIntervalsSchema } from '@/lib/core/review/agreement-intervals'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { type Ctx, factsFor } from '@/lib/services/context'

export interface IntervalsState {
  askedAt: Date
  doneAt: Date | null
  result: AgreementIntervals | null
}

/** The newest intervals of a stage; null where none were asked for. People who judge read none over a few items. */
export async function findIntervals(ctx: Ctx, projectId: string, stage: ItemStage): Promise<IntervalsState | null> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canRead(facts)) return null
  const row = await ctx.db.agreementIntervals.findUnique({ where: { projectId_stage: { projectId, stage } } })
  if (!row) return null
  const parsed = agreementIntervalsSchema.safeParse(row.result)
  const result = parsed.success && !(facts.reviews && parsed.data.items < BLIND_BELOW) ? parsed.data : null
  return { askedAt: row.askedAt, doneAt: row.doneAt, result }
}
