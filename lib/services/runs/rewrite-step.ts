import type { TaskOutput } from '@/lib/core/prompt/tasks'
import type { AssistantMessage, Message } from '@/lib/core/trajectory/content'
import { listSteps } from '@/lib/core/trajectory/steps'
import type { Rewritten } from './apply-turn'
import type { Conversation } from './load-conversation'
import type { Problem } from './settle-answer'

/**
 * The step that a regeneration begins with, as a turn: what stands before it is kept. `from`: the step that a person named,
 * which outranks the model's. Of what is to be refused nothing is kept and nothing is called.
 */
export function rewriteStep(
  { rejected, expected }: Conversation,
  { from: proposed, text, calls }: TaskOutput<'regenerate-response'>,
  asked: number | undefined,
): Rewritten | { problem: Problem } {
  const not = (message: string) => ({ problem: { kind: 'NOT_FITTING' as const, message } })
  const turn: AssistantMessage = {
    ...{ role: 'assistant', text, stop: calls.length > 0 ? 'tool_calls' : 'stop' },
    calls: calls.map((call, index) => ({ id: `call_${asked ?? proposed}_${index}`, ...call })),
  }
  if (expected === 'REFUSE') {
    return calls.length > 0 ? not('It calls a tool where a refusal is due.') : { kept: [], turn }
  }
  const from = asked ?? proposed
  const { messages } = rejected!
  const steps = listSteps({ messages })
  if (from > steps.length) return not(`It begins at step ${from + 1}; the response has ${steps.length}.`)
  return { kept: withoutRequest(messages.slice(0, steps[from]?.message ?? messages.length)), turn }
}

/** The instruction begins every conversation by itself. */
function withoutRequest(messages: readonly Message[]): Message[] {
  const request = messages.findIndex(({ role }) => role === 'user')
  return messages.filter(({ role }, index) => role !== 'system' && index !== request)
}
