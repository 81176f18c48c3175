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
 * is to be refused was carried out, so it has no world. Its outcome is what happened: what the rules take it for is an
 * opinion, and whoever judges it reads its outcome.
 */
export function finishConversation(
  { tools, seed, expected }: Conversation,
  messages: Message[],
  outcome: Outcome,
): Finished {
  const world = expected === 'COMPLY' ? worldOf({ messages, tools }, seed) : null
  const content = responseContentSchema.parse({ messages, tools, world, outcome })
  return { content, label: proposeLabel(content, expected) }
}
