import type { JsonValue } from '@/lib/core/json/values'
import { BAD_LUCK, done, fail, type Outcome } from '../define-tool'
import type { Chance } from '../random'
import type { Platform, SocialState } from '../slices/social'
import { sliceOf, type World, withSlice } from '../world'
import { badLuck, type Refusal, sayRefusal } from './refusal'

/** What an action on a platform came to. */
export type Acted<T> = { ok: true; state: SocialState; value: T } | { ok: false; why: Refusal }

export const acted = <T>(state: SocialState, value: T): Acted<T> => ({ ok: true, state, value })
export const refused = (why: Refusal): { ok: false; why: Refusal } => ({ ok: false, why })

/** Acts on one platform and words the result as that platform does. */
export function answer<T>(
  platform: Platform,
  world: World,
  chance: Chance,
  act: (state: SocialState) => Acted<T>,
  view: (value: T, state: SocialState) => JsonValue,
): Outcome {
  if (chance.happens(BAD_LUCK)) return fail(world, sayRefusal(platform, badLuck(chance)))
  const result = act(sliceOf(world, platform))
  if (!result.ok) return fail(world, sayRefusal(platform, result.why))
  return done(withSlice(world, platform, result.state), view(result.value, result.state))
}
