import type { PlumblineResponse } from '../export/plumbline-jsonl'
import type { Message, ResponseContent } from '../trajectory/content'
import { argumentsText, readArguments } from './arguments'
import { type Conversation, type RecordMessage, words } from './conversation'

/** A response's content, and its Plumbline line, as the record; and the other way. */

export const fromMessages = (messages: readonly Message[]): RecordMessage[] =>
  messages.map((message) => {
    const content = words(message.text)
    if (message.role === 'tool') {
      const { callId, name, error, source } = message
      return { role: 'tool', content, callId, name, error, source }
    }
    if (message.role !== 'assistant') return { role: message.role, content }
    const { calls, reasoning, stop } = message
    const read: RecordMessage = {
      role: 'assistant',
      content,
      reasoning: reasoning ?? '',
      weight: null,
      calls: calls.map(({ id, name, arguments: given }) => {
        const { raw, value } = readArguments(given)
        return { id, name, raw, value }
      }),
    }
    if (stop) read.stop = stop
    // An empty reasoning is not the same as none.
    if (reasoning === '') read.extra = { reasoning }
    return read
  })

export const toMessages = (messages: readonly RecordMessage[]): Message[] =>
  messages.map((message) => {
    const { text } = message.content
    if (message.role === 'tool') {
      const { role, callId, name, error, source } = message
      return { role, callId, name, text, error, source }
    }
    if (message.role !== 'assistant') return { role: message.role, text }
    const { role, reasoning, calls, stop, extra } = message
    return {
      ...{ role, text },
      ...((reasoning !== '' || extra?.reasoning === '') && { reasoning }),
      calls: calls.map((call) => ({
        ...{ id: call.id, name: call.name },
        arguments: call.raw ?? argumentsText(call) ?? JSON.stringify(call.value),
      })),
      ...(stop && { stop }),
    }
  })

/** What a Plumbline line says, as the record. */
export function fromResponse(response: PlumblineResponse): Conversation {
  const { messages, tools, world, outcome, category, intent = null, split = null, label = null } = response
  const { quarantined = false, pattern = [], licence = null, source = null } = response
  return {
    id: idOf(response),
    messages: fromMessages(messages),
    tools,
    world,
    outcome,
    category,
    intent,
    split,
    label,
    quarantined,
    pattern,
    licence,
    source: source?.name ?? null,
  }
}

export const toResponse = ({ messages, tools, world, outcome }: Conversation): ResponseContent => ({
  ...{ messages: toMessages(messages), tools, world, outcome },
})

/** Its id in its source; else, as in AgentAlign's published rows, intent and a UUID, here made of the content's hash. */
function idOf({ source, intent, split, revision, item }: PlumblineResponse): string {
  if (source?.id) return source.id
  const meant = (intent === 'BORDERLINE' ? split : intent) ?? intent
  const prefix = meant ? `${meant.toLowerCase()}-` : ''
  const hash = revision?.hash
  if (hash) return prefix + [0, 8, 12, 16, 20].map((at, i) => hash.slice(at, [8, 12, 16, 20, 32][i])).join('-')
  return item ? `${prefix}${item}` : ''
}
