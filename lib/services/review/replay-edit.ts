import type { ReplayInput, ReplayOutput } from '@/lib/core/review/wire'
import { answeredCalls, withObservations } from '@/lib/core/trajectory/edit-step'
import { replay, WORLD_VERSION } from '@/lib/environment/environment'
import type { Ctx } from '../context'
import { ServiceError } from '../errors'
import { requireUser } from '../require-user'
import { requireReviewerEntry } from './require-reviewer-entry'

/**
 * What the simulated world answers to an edited response from a step on. Nothing is stored: the edit is its writer's draft
 * until it is submitted.
 */
export async function replayEdit(ctx: Ctx, { entryId, content, from }: ReplayInput): Promise<ReplayOutput> {
  const entry = await requireReviewerEntry(ctx, requireUser(ctx), entryId)
  if (entry.stage !== 'RESPONSE') throw new ServiceError('invalid', 'Only responses are replayed. Nothing was changed.')
  const { world } = content
  if (!world) return { content: null, changed: [], why: 'NO_WORLD' }
  if (world.version !== WORLD_VERSION) return { content: null, changed: [], why: 'OTHER_VERSION' }
  const offered = content.tools.map((tool) => tool.function.name)
  const replayed = withObservations(content, from, replay(world.seed, answeredCalls(content), offered).observations)
  return replayed ? { ...replayed, why: null } : { content: null, changed: [], why: 'OTHER_RESULTS' }
}
