import type { ReadFormat } from '@/lib/core/import/readers/names'
import type { JsonObject } from '@/lib/core/record/conversation'
import type { Message } from '@/lib/core/trajectory/content'
import { caseTool, type GoldenCase } from './golden-cases'

/** Formats that are only read: no trainer of ours loads them, and other programs write them. */
export const ONLY_READ = [
  ...(['plumbline-jsonl', 'sharegpt', 'toolace', 'glaive', 'inspect', 'csv', 'parquet', 'langfuse', 'otel'] as const),
] as const satisfies readonly ReadFormat[]
export type OnlyRead = (typeof ONLY_READ)[number]

type Call = Extract<Message, { role: 'assistant' }>['calls'][number]
const given = (call: Call) => JSON.parse(call.arguments) as JsonObject
const roleOf = ({ role }: Message, developer?: boolean) => (role === 'system' && developer ? 'developer' : role)

/** OpenAI's messages, as tables and traces hold them too. */
export function chatOf({ messages, args, developer }: GoldenCase): JsonObject[] {
  return messages.map((message): JsonObject => {
    if (message.role === 'tool') {
      return { role: 'tool', tool_call_id: message.callId, name: message.name, content: message.text }
    }
    if (message.role !== 'assistant') return { role: roleOf(message, developer), content: message.text }
    const tool_calls = message.calls.map((call) => ({
      ...{ id: call.id, type: 'function' },
      function: { name: call.name, arguments: args === 'OBJECT' ? given(call) : call.arguments },
    }))
    return { role: 'assistant', content: message.text, ...(tool_calls.length > 0 && { tool_calls }) }
  })
}

/** Results in a row stand in one turn, in their order. */
function turnsOf(messages: readonly Message[]): (Exclude<Message, { role: 'tool' }> | string[])[] {
  const turns: ReturnType<typeof turnsOf> = []
  for (const message of messages) {
    const last = turns.at(-1)
    if (message.role !== 'tool') turns.push(message)
    else if (Array.isArray(last)) last.push(message.text)
    else turns.push([message.text])
  }
  return turns
}

const list = (texts: readonly string[]) => (texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`)

function shareGpt({ messages, args, developer }: GoldenCase): JsonObject {
  const conversations = turnsOf(messages).map((turn) => {
    if (Array.isArray(turn)) return { from: 'observation', value: list(turn) }
    if (turn.role !== 'assistant')
      return { from: turn.role === 'user' ? 'human' : roleOf(turn, developer), value: turn.text }
    if (turn.calls.length === 0) return { from: 'gpt', value: turn.text }
    const calls = turn.calls.map((call) => ({
      ...{ name: call.name, arguments: args === 'TEXT' ? call.arguments : given(call) },
    }))
    if (turn.text === '') return { from: 'function_call', value: list(calls.map((call) => JSON.stringify(call))) }
    const tags = calls.map((call) => `<tool_call>${JSON.stringify(call)}</tool_call>`)
    return { from: 'gpt', value: `${turn.text} ${tags.join('')}` }
  })
  return { conversations, tools: JSON.stringify([caseTool]) }
}

/** Its text of the system is where the tools stand; no other message of the system has a place. */
function toolAce({ messages, developer }: GoldenCase): JsonObject {
  const system = `Functions in JSON format that you can invoke:\n${JSON.stringify([caseTool.function])}\nShould you decide.`
  const conversations = turnsOf(messages).map((turn) => {
    if (Array.isArray(turn)) {
      return {
        from: 'tool',
        value: `[${turn.map((text) => `{"name": "get_weather", "results": ${text}}`).join(', ')}]`,
      }
    }
    if (turn.role !== 'assistant') return { from: roleOf(turn, developer), value: turn.text }
    const calls = turn.calls.map((call) => `${call.name}(city="${given(call).city}")`)
    return { from: 'assistant', value: calls.length === 0 ? turn.text : `${turn.text}[${calls.join(', ')}]` }
  })
  return { system, conversations }
}

/** One call a turn, one result a turn. */
function glaive({ messages, args }: GoldenCase): JsonObject {
  const system = `SYSTEM: Use these functions if required -\n${JSON.stringify(caseTool.function, null, 4)}\n`
  const turns = messages.flatMap((message) => {
    if (message.role === 'tool') return [`FUNCTION RESPONSE: ${message.text}`]
    if (message.role === 'system') return [`SYSTEM: ${message.text}`]
    if (message.role === 'user') return [`USER: ${message.text}`]
    const calls = message.calls.map(
      (call) =>
        `<functioncall> {"name": "${call.name}", "arguments": ${args === 'OBJECT' ? call.arguments : `'${call.arguments}'`}}`,
    )
    return [`ASSISTANT: ${[message.text, ...calls].filter(Boolean).join(' ')} <|endoftext|>`]
  })
  return { system, chat: turns.join('\n\n\n') }
}

const inspect = ({ messages, args, developer }: GoldenCase): JsonObject => ({
  ...{ id: '1', epoch: 1, attachments: {}, scores: {} },
  events: [{ event: 'model', tools: [caseTool.function] }],
  messages: messages.map((message): JsonObject => {
    if (message.role === 'tool') {
      return { role: 'tool', tool_call_id: message.callId, function: message.name, content: message.text }
    }
    if (message.role !== 'assistant') return { role: roleOf(message, developer), content: message.text }
    const tool_calls = message.calls.map((call) => ({
      ...{ id: call.id, type: 'function', function: call.name },
      arguments: args === 'TEXT' ? call.arguments : given(call),
    }))
    return { role: 'assistant', content: message.text, ...(tool_calls.length > 0 && { tool_calls }) }
  }),
})

const table = (one: GoldenCase): JsonObject => ({
  ...{ id: '1', messages: JSON.stringify(chatOf(one)), tools: JSON.stringify([caseTool]) },
})

/** What the model said last is the output, all before it the input. */
function langfuse(one: GoldenCase): JsonObject {
  const chat = chatOf(one)
  const spoken = chat.at(-1)?.role === 'assistant' ? chat.pop()! : null
  const input = { messages: chat, tools: [caseTool] }
  const generation = { type: 'GENERATION', startTime: '2026-01-02T00:00:01Z', input, output: spoken }
  return { id: 'trace-1', observations: [generation] }
}

function otel({ messages, args, developer }: GoldenCase): JsonObject {
  const said = messages.map((message): JsonObject => {
    if (message.role === 'tool') {
      return { role: 'tool', parts: [{ type: 'tool_call_response', id: message.callId, response: message.text }] }
    }
    const text = message.text === '' ? [] : [{ type: 'text', content: message.text }]
    if (message.role !== 'assistant') return { role: roleOf(message, developer), parts: text }
    const calls = message.calls.map((call) => ({
      ...{ type: 'tool_call', id: call.id, name: call.name },
      arguments: args === 'TEXT' ? call.arguments : given(call),
    }))
    return { role: 'assistant', parts: [...text, ...calls] }
  })
  const attribute = (key: string, value: unknown) => ({ key, value: { stringValue: JSON.stringify(value) } })
  const attributes = [attribute('gen_ai.input.messages', said), attribute('gen_ai.tool.definitions', [caseTool])]
  return { traceId: 't1', spans: [{ startTimeUnixNano: '1', attributes }] }
}

const plumbline = ({ messages, developer }: GoldenCase): JsonObject => ({
  ...{ format: 'plumbline-response/1', category: [], tools: [caseTool], world: null, outcome: 'UNKNOWN' },
  messages: messages.map((message) => ({ ...message, role: roleOf(message, developer) })) as unknown as JsonObject[],
})

export const FOREIGN: Record<OnlyRead, (one: GoldenCase) => JsonObject> = {
  ...{ 'plumbline-jsonl': plumbline, sharegpt: shareGpt, toolace: toolAce, glaive, inspect },
  ...{ csv: table, parquet: table, langfuse, otel },
}
