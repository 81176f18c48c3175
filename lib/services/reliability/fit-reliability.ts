import { fitReliability as fit } from '@/lib/core/review/reliability'
import { listRatedItems } from '@/lib/data/queries/votes-by-reviewer'
import type { Ctx } from '../context'
import type { RequestFitInput } from './request-fit'

/** Fits the model to all votes of a stage that stand, and keeps the result; without votes there is none to keep. Done twice, it says the same. */
export async function fitReliability(ctx: Ctx, { projectId, stage }: RequestFitInput): Promise<void> {
  const began = ctx.now
  const { value } = fit(await listRatedItems(ctx, projectId, stage))
  if (value === null) await ctx.db.reliabilityFit.deleteMany({ where: { projectId, stage } })
  else
    await ctx.db.reliabilityFit.updateMany({
      where: { projectId, stage },
      data: { result: value, votes: value.votes, fittedAt: began },
    })
}
