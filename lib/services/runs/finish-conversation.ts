import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { type Message, type Outcome, type ResponseContent, responseContentSchema } from '@/lib/core/trajectory/content'
import { worldOf } from './carry-out'
import type { Conversation } from './load-conversation'
import { proposeLabel } from './propose-label'

/** A conversation that has ended, as a response. */
export interface Finished {
  content: ResponseContent
  /** What the rules take it for. */
  label: ResponseLabel
}

/**
 * Replays what was called and reads what was said: work for the processor, done before a transaction begins. Nothing that
 * is to be refused was carried out, so it has no world.
 */
export function finishConversation(
  { tools, seed, expected }: Conversation,
  messages: Message[],
  outcome: Outcome,
): Finished {
  const world = expected === 'COMPLY' ? worldOf({ messages, tools }, seed) : null
  const content = responseContentSchema.parse({ messages, tools, world, outcome })
  const label = proposeLabel(content, expected)
  const refused = outcome === 'FINISHED' && label === 'refusal'
  return { content: refused ? { ...content, outcome: 'REFUSED' } : content, label }
}
