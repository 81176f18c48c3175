import { canRead } from '@/lib/core/policy/policies'
import type { TrialAnswer, TrialInput } from '@/lib/core/trajectory/trial'
import { replay, WORLD_VERSION } from '@/lib/environment/environment'
import { type Ctx, factsFor } from '../context'
import { notFound } from '../errors'

/** Makes the calls from a new world of that seed. Touches neither the project nor anything outside. */
export async function replayCalls(ctx: Ctx, { projectId, seed, calls }: TrialInput): Promise<TrialAnswer> {
  if (!canRead(factsFor(ctx.actor, projectId))) throw notFound('project')
  return { version: WORLD_VERSION, observations: replay(seed, calls).observations }
}
