import type { Ctx, UserActor } from './context'
import { ServiceError } from './errors'

/** The person behind the act: judging, drafting and adjudicating are never a job's. */
export function requireUser(ctx: Pick<Ctx, 'actor'>): UserActor {
  if (ctx.actor.kind === 'user') return ctx.actor
  throw new ServiceError('forbidden', 'Only a person can do this: judgments are never made by a job or a command.')
}
