import type { WrittenFormat } from '@/lib/core/export/format'
import type { JsonObject } from '@/lib/core/record/conversation'
import { type GoldenCase, caseTool as tool } from './golden-cases'

export const TRAINERS = [
  ...(['mistral', 'llamafactory-sharegpt', 'llamafactory-openai', 'functionary'] as const),
  ...(['openai', 'trl', 'axolotl'] as const),
] as const satisfies readonly WrittenFormat[]
export type Trainer = (typeof TRAINERS)[number]

/** A row as somebody would write it who knows the trainer's shape and none of its rules. */
export function careless(format: Trainer, { messages, args, developer }: GoldenCase): unknown {
  const asText = (args ?? (/trl|llama/.test(format) ? 'OBJECT' : 'TEXT')) === 'TEXT'
  const given = (text: string) => (asText ? text : (JSON.parse(text) as JsonObject))
  if (format === 'llamafactory-sharegpt') {
    const from = { system: developer ? 'developer' : 'system', user: 'human', tool: 'observation' }
    const turns = messages.flatMap((message, place) => {
      if (message.role === 'tool' && messages[place - 1]?.role === 'tool') return []
      if (message.role !== 'assistant') return [{ from: from[message.role], value: message.text }]
      if (message.calls.length === 0) return [{ from: 'gpt', value: message.text }]
      const made = message.calls.map(({ name, arguments: text }) => ({ name, arguments: given(text) }))
      return [{ from: 'function_call', value: message.text + JSON.stringify(made) }]
    })
    return { conversations: turns, system: '', tools: JSON.stringify([tool.function]) }
  }
  const rows = messages.map((message) => {
    if (message.role === 'tool') {
      return { role: 'tool', tool_call_id: message.callId, name: message.name, content: message.text }
    }
    if (message.role !== 'assistant') {
      return { role: message.role === 'system' && developer ? 'developer' : message.role, content: message.text }
    }
    const made = message.calls.map(({ id, name, arguments: text }) => ({
      ...{ id, type: 'function', function: { name, arguments: given(text) } },
    }))
    return { role: 'assistant', content: message.text, ...(made.length > 0 && { tool_calls: made }) }
  })
  return { messages: rows, tools: [tool] }
}
