import { emptyConversation } from '@/lib/core/record/conversation'
import { fromMessages } from '@/lib/core/record/response'
import type { Message } from '@/lib/core/trajectory/content'

const system: Message = { role: 'system', text: 'You can use tools.' }
const user: Message = { role: 'user', text: 'Weather in Oslo and Rome?' }
const says: Message = { role: 'assistant', text: 'Oslo 4 C, Rome 17 C.', calls: [] }
const oslo = { id: 'a1B2c3D4e', name: 'get_weather', arguments: '{"city": "Oslo"}' }
const rome = { id: 'f5G6h7I8j', name: 'get_weather', arguments: '{"city": "Rome"}' }
const calls = (...made: (typeof oslo)[]): Message => ({ role: 'assistant', text: '', calls: made })
const result = ({ id, name }: typeof oslo): Message => ({
  ...{ role: 'tool', callId: id, name, text: '{"temp_c": 4}', error: false, source: 'SIMULATED' },
})
const talks: Message = { role: 'assistant', text: 'Let me look.', calls: [oslo] }

export interface GoldenCase {
  messages: Message[]
  /** In the place of what the trainer asks for. */
  args?: 'TEXT' | 'OBJECT'
  developer?: boolean
}
/** Conversations that trainers differ over. */
export const CASES = {
  'ends on assistant text': { messages: [user, calls(oslo), result(oslo), says] },
  'ends on assistant call (no result)': { messages: [user, calls(oslo)] },
  'ends on tool result': { messages: [user, calls(oslo), result(oslo)] },
  'ends on user': { messages: [user, says, user] },
  'arguments as text': { messages: [user, calls(oslo), result(oslo), says], args: 'TEXT' },
  'arguments as object': { messages: [user, calls(oslo), result(oslo), says], args: 'OBJECT' },
  'text and calls together': { messages: [user, talks, result(oslo), says] },
  '2 parallel calls, 2 results': { messages: [user, calls(oslo, rome), result(oslo), result(rome), says] },
  '2 parallel calls, results the other way round': {
    messages: [user, calls(oslo, rome), result(rome), result(oslo), says],
  },
  '2 calls, 1 result, then assistant': { messages: [user, calls(oslo, rome), result(oslo), says] },
  'call then user, no result': { messages: [user, calls(oslo), user] },
  'call then user, then assistant': { messages: [user, calls(oslo), user, says] },
  'tool then user': { messages: [user, calls(oslo), result(oslo), user, says] },
  'two users in a row': { messages: [user, user, says] },
  'two assistants in a row': { messages: [user, says, says] },
  'second system message': { messages: [system, system, user, says] },
  'system amid the chat': { messages: [user, says, system, user, says] },
  'role `developer`': { messages: [system, user, says], developer: true },
} satisfies Record<string, GoldenCase>
export type CaseName = keyof typeof CASES

export const caseTool = {
  type: 'function',
  function: {
    ...{ name: 'get_weather', description: 'Current weather' },
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
}

export function caseConversation({ messages, args, developer }: GoldenCase) {
  const record = fromMessages(messages).map((message) => {
    if (message.role === 'system' && developer) return { ...message, sourceRole: 'developer' }
    if (message.role !== 'assistant' || args !== 'OBJECT') return message
    return { ...message, calls: message.calls.map((call) => ({ ...call, raw: null })) }
  })
  return { ...emptyConversation('one'), messages: record, tools: [caseTool], intent: 'BENIGN' as const }
}
