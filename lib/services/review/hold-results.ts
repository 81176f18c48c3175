import { type ItemContent, isResponse } from '@/lib/core/item/content'
import type { Message } from '@/lib/core/trajectory/content'
import { answeredCalls } from '@/lib/core/trajectory/edit-step'
import { replay, WORLD_VERSION } from '@/lib/environment/environment'

/**
 * An edited response as it may be stored: a result is called simulated only where the world that it names gives it, to the
 * byte; the others are a person's. With one such the response is of no world any more.
 */
export function holdResults(content: ItemContent): ItemContent {
  if (!isResponse(content) || !content.world) return content
  const { world } = content
  const offered = content.tools.map((tool) => tool.function.name)
  const calls = answeredCalls(content)
  const seen = world.version === WORLD_VERSION ? replay(world.seed, calls, offered).observations : null
  // Another version's world cannot be asked: its results stay what they were said to be.
  if (!seen) return content
  const others = new Set(
    calls.flatMap(({ result }, place) => (result && result.text !== seen[place]?.observation ? [result.message] : [])),
  )
  if (others.size === 0) return content
  const messages = content.messages.map(
    (message, place): Message =>
      message.role === 'tool' && others.has(place) ? { ...message, source: 'EDITED' } : message,
  )
  return { ...content, messages, world: null }
}
