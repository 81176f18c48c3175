import type { PromptMessage } from '../prompt/render'
import {
  type AssistantMessage,
  MESSAGES_SIZE,
  type Message,
  messageSchema,
  type Outcome,
  type ResponseContent,
} from '../trajectory/content'
import { jsonBytes } from '../trajectory/size'
import { readStop } from '../trajectory/stop'
import type { RunTask } from './targets'

/** Where a conversation with tools ends. */
export interface TurnLimits {
  /** Turns of one generation; what a regeneration keeps of an earlier response does not count. */
  steps: number
  /** Tokens of all its answers together. */
  tokens: number
}

export const MOST_STEPS = 100
/** Where a task's conversations end unless its run says otherwise. A refusal is one answer, whatever the run says. */
export const TURN_LIMITS: Partial<Record<RunTask, TurnLimits>> = {
  trajectory: { steps: 12, tokens: 20_000 },
  refusal: { steps: 1, tokens: 20_000 },
  'execution-check': { steps: 6, tokens: 10_000 },
  'regenerate-response': { steps: 12, tokens: 20_000 },
}

/** Where the conversations of a run end; null where its task has none. */
export function limitsFor(of: {
  task: RunTask
  stepLimit: number | null
  tokenLimit: number | null
}): TurnLimits | null {
  const own = TURN_LIMITS[of.task]
  if (!own) return null
  return { steps: of.task === 'refusal' ? 1 : (of.stepLimit ?? own.steps), tokens: of.tokenLimit ?? own.tokens }
}

/** Past this size no further step is asked for, so that the last one still fits. */
const ROOM = MESSAGES_SIZE * 0.75

interface ReadTurn {
  text: string
  reasoning: string
  finishReason: string | null
  toolCalls: readonly { id: string; name: string; arguments: string }[]
}

/** A model's turn as a message, word for word; a string says why it cannot be used. */
export function readTurn(reply: ReadTurn): AssistantMessage | { problem: string } {
  const stop = readStop(reply.finishReason)
  if (stop === 'error') return { problem: 'The provider says that the model failed.' }
  const { text, reasoning, toolCalls } = reply
  if (text.trim() === '' && toolCalls.length === 0 && stop !== 'length' && stop !== 'content_filter')
    return { problem: 'The answer is empty: neither words nor a call.' }
  const message = {
    ...{ role: 'assistant', text, calls: toolCalls.map((call) => ({ ...call })) },
    ...(reasoning && { reasoning }),
    ...(stop && { stop }),
  }
  const read = messageSchema.safeParse(message)
  if (!read.success)
    return { problem: `The answer is no step: ${read.error.issues[0]?.message ?? 'it cannot be read'}.` }
  return read.data as AssistantMessage
}

/** Whether a turn's calls are carried out: not where it broke off, since the last of them may be half a call. */
export const carriesOut = ({ calls, stop }: AssistantMessage) =>
  calls.length > 0 && stop !== 'length' && stop !== 'content_filter'

/** After a turn: on to the next one, or how it ended. `steps` and `tokens` count the turn itself, `messages` all so far. */
export function decideNext(
  message: AssistantMessage,
  so: { steps: number; tokens: number; messages: readonly Message[] },
  limits: TurnLimits,
): 'GO_ON' | Outcome {
  const { calls, stop } = message
  if (stop === 'length') return 'TRUNCATED'
  if (stop === 'content_filter') return 'FILTERED'
  if (calls.length === 0) return stop === 'refusal' ? 'REFUSED' : 'FINISHED'
  if (so.steps >= limits.steps) return 'STEP_LIMIT'
  return so.tokens >= limits.tokens || jsonBytes(so.messages, ROOM) > ROOM ? 'TOKEN_LIMIT' : 'GO_ON'
}

/** A message as chat completions want it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string | null
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[]
  tool_call_id?: string
}

const named = (id: string, step: number, index: number) => id || `call_${step}_${index}`

/**
 * A conversation as it is sent. Reasoning stays here: most endpoints refuse it. Calls without an id get one, and the
 * results after them, which have none either, are theirs in order.
 */
export function toChat(messages: readonly Message[]): ChatMessage[] {
  let step = -1
  let unanswered: string[] = []
  return messages.map((message): ChatMessage => {
    if (message.role === 'tool') {
      const id = message.callId || unanswered[0] || named('', step, 0)
      unanswered = unanswered.filter((one) => one !== id)
      return { role: 'tool', content: message.text, tool_call_id: id }
    }
    if (message.role !== 'assistant') return { role: message.role, content: message.text }
    step += 1
    const calls = message.calls.map(({ id, ...called }, index) => ({ id: named(id, step, index), called }))
    unanswered = calls.map(({ id }) => id)
    return {
      ...{ role: 'assistant', content: message.text || (calls.length > 0 ? null : '') },
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ id, called }) => ({ id, type: 'function' as const, function: called })),
      }),
    }
  })
}

export interface ChatTool {
  type: 'function'
  function: { name: string; description?: string; parameters?: unknown }
}

/** Tools as they are offered to a model, each once: what else a source says of them is not for the wire. */
export function toChatTools(tools: ResponseContent['tools']): ChatTool[] {
  const byName = new Map(tools.map((tool) => [tool.function.name, tool.function]))
  return [...byName.values()].map(({ name, description, parameters }) => ({
    type: 'function',
    function: {
      name,
      ...(typeof description === 'string' && { description }),
      ...(typeof parameters === 'object' && parameters !== null && { parameters }),
    },
  }))
}

/** The first messages of a request, for people: those that hold words alone. */
export const plainMessages = (messages: readonly ChatMessage[]): PromptMessage[] =>
  messages.flatMap(({ role, content, tool_calls: calls }) =>
    role === 'tool' || calls || content === null ? [] : [{ role, content }],
  )
