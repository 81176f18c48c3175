import { canAdminister } from '@/lib/core/policy/policies'
import { type Ctx, isSystem, type UserActor } from '../context'
import { ServiceError } from '../errors'

/** People are an admin's matter, and the operator's. */
export function requireAdmin({ actor }: Pick<Ctx, 'actor'>): UserActor | null {
  if (isSystem(actor)) return null
  if (actor.kind === 'user' && canAdminister(actor)) return actor
  throw new ServiceError('forbidden', 'This needs an admin. Nothing was changed.')
}
