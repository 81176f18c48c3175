import { readScores } from '../evaluation/scores'
import type { JsonPath, JsonValue } from '../json/values'
import type { Conversation } from '../record/conversation'
import { toMessages } from '../record/response'
import type { Message } from '../trajectory/content'
import { readStop } from '../trajectory/stop'
import { nameResults } from './chat-messages'
import type { RowFormat } from './formats'
import { tidyOrigin } from './origin'
import { AGENTALIGN_SOURCE, READERS } from './readers/registry'
import { outcomeOf, type ShapedResponse } from './responses'

/** A conversation of a file of others as a response, and beside it the instruction that it answers. */
export type ShapedConversation =
  | { ok: true; response: ShapedResponse; notes: string[] }
  | { ok: false; message: string; path: JsonPath }

/** Rows of every format come in by the same readers that `convert` has. */
export function shapeConversation(format: RowFormat, value: JsonValue): ShapedConversation {
  const read = READERS[format](value)
  if (!read.ok) return read
  const { conversation, notes } = read
  const place = conversation.messages.findIndex(({ content }) => content.other)
  if (place >= 0)
    return { ok: false, message: 'Something in a message is no text', path: ['messages', place, 'content'] }
  const messages = withStops(nameResults(toMessages(conversation.messages)), conversation)
  const request = messages.find(({ role }) => role === 'user')?.text ?? null
  if (request === null) {
    return { ok: false, message: 'Nobody asks anything in it: it has no message of a user', path: ['messages'] }
  }
  if (!messages.some(({ role }) => role === 'assistant')) {
    return { ok: false, message: 'Nothing answers in it: it has no message of an assistant', path: [] }
  }
  return {
    ok: true,
    response: { ...toResponse(conversation, format), request, messages, outcome: endOf(conversation, messages) },
    notes,
  }
}

function toResponse(
  conversation: Conversation,
  format: RowFormat,
): Omit<ShapedResponse, 'request' | 'messages' | 'outcome'> {
  const { id, category, intent, tools, pattern, extra, world, licence } = conversation
  // What AgentAlign published is the project's own, but for the rows that it took from others.
  const own = conversation.source === null || (format === 'agentalign' && conversation.source === AGENTALIGN_SOURCE)
  const source = own ? null : conversation.source
  return {
    ...{ kind: 'response', sourceId: id === '' ? null : id, category, intent, presumed: null },
    model: typeof extra?.model === 'string' ? extra.model.slice(0, 200) : null,
    // A row that offers no tools may have left them to the instruction that it names.
    tools: tools.length > 0 || source !== null ? tools : null,
    ...{ world, origin: tidyOrigin({ source, id, licence: own ? null : licence }), asks: { pattern } },
    score: format === 'inspect' ? scoreWords(extra?.scores) : null,
  }
}

function scoreWords(scores: JsonValue | undefined): string | null {
  const { score, refused } = readScores(scores)
  const said = [
    ...(score === null ? [] : [`scored it ${Number(score.toFixed(3))} of 1`]),
    ...(refused === null ? [] : [refused ? 'took it for a refusal' : 'took it for no refusal']),
  ]
  return said.length === 0 ? null : `Its source ${said.join(' and ')}`
}

const endOf = ({ outcome }: Conversation, messages: readonly Message[]) =>
  outcome === 'UNKNOWN' ? outcomeOf(messages) : outcome

/** What the source says of why the model stopped, where it says it of the whole row. */
function withStops(messages: Message[], { extra }: Conversation): Message[] {
  const stop = readStop(typeof extra?.stop_reason === 'string' ? extra.stop_reason : null)
  const last = messages.findLastIndex(({ role }) => role === 'assistant')
  if (stop === undefined || last < 0) return messages
  return messages.map((message, place) =>
    place === last && message.role === 'assistant' && message.stop === undefined ? { ...message, stop } : message,
  )
}

/** What the filter looks at: messages that call a tool, and messages of a user. */
export const shapeOf = ({ messages }: Pick<ShapedResponse, 'messages'>) => ({
  steps: messages.filter((message) => message.role === 'assistant' && message.calls.length > 0).length,
  turns: messages.filter(({ role }) => role === 'user').length,
})
