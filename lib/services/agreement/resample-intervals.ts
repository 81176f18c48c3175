import type { ItemStage } from '@/lib/core/item/lists'
import { resampleAgreement } from '@/lib/core/review/agreement-intervals'
import { findVoteSample } from '@/lib/data/queries/vote-sample'
import type { Ctx } from '../context'

/**
 * Computes the intervals that were asked for at a moment, and keeps them; without votes there are none to keep. Asked for
 * anew since, it writes nothing: the later job does. Run twice over the same votes it says the same.
 */
export async function resampleIntervals(
  ctx: Ctx,
  { projectId, stage, askedAt }: { projectId: string; stage: ItemStage; askedAt: string },
): Promise<void> {
  const where = { projectId, stage, askedAt: new Date(askedAt) }
  const asked = await ctx.db.agreementIntervals.findFirst({ where })
  if (!asked) return
  const sample = await findVoteSample(ctx, projectId, stage)
  if (!sample || sample.patterns.items.length === 0) {
    await ctx.db.agreementIntervals.deleteMany({ where })
    return
  }
  const result = resampleAgreement(sample, { seed: asked.seed, draws: asked.draws, readAt: ctx.now })
  await ctx.db.agreementIntervals.updateMany({ where, data: { result, doneAt: new Date() } })
}
