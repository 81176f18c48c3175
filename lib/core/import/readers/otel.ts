import { parseJson } from '../../json/parse'
import type { JsonValue } from '../../json/values'
import { isObject, readArguments } from '../../record/arguments'
import { emptyConversation, type JsonObject, type RecordCall, type RecordMessage } from '../../record/conversation'
import { type ReadRow, RowProblem, reading } from './row'
import { readTools } from './tools'

/**
 * The spans of one trace by OpenTelemetry's conventions for generative AI: its last chat holds the history, spans of tools
 * fill results that are missing there. Source: gen-ai-input-messages.json and gen-ai-output-messages.json of
 * open-telemetry/semantic-conventions, May 2026.
 */
export const readOtelTrace = (value: JsonValue): ReadRow =>
  reading((notes) => {
    if (!isObject(value) || !Array.isArray(value.spans)) throw new RowProblem('A trace has spans', ['spans'])
    const spans = value.spans.filter(isObject).map((span) => ({ attributes: attributesOf(span), at: startOf(span) }))
    const chats = spans.filter(({ attributes }) => attributes[INPUT] !== undefined || attributes[OUTPUT] !== undefined)
    const last = chats.sort((one, other) => one.at - other.at).at(-1)?.attributes
    if (!last) throw new RowProblem(`None of its spans has ${INPUT}`, ['spans'])
    const messages = [
      ...systemOf(last['gen_ai.system_instructions']),
      ...readMessages(last[INPUT], notes),
      ...readMessages(last[OUTPUT], notes),
    ]
    fillResults(
      messages,
      spans.map(({ attributes }) => attributes),
    )
    const named = last['gen_ai.conversation.id'] ?? value.traceId
    const model = last['gen_ai.request.model']
    return {
      ...emptyConversation(typeof named === 'string' ? named : ''),
      ...{ messages, tools: readTools(parsed(last['gen_ai.tool.definitions'])), source: 'otel' },
      extra: typeof model === 'string' ? { ...value, model } : value,
    }
  })

const INPUT = 'gen_ai.input.messages'
const OUTPUT = 'gen_ai.output.messages'

const startOf = ({ startTimeUnixNano }: JsonObject): number => Number(startTimeUnixNano ?? 0)

/** OTLP's JSON writes each value under its type. */
function attributesOf({ attributes }: JsonObject): JsonObject {
  if (!Array.isArray(attributes)) return isObject(attributes) ? attributes : {}
  const pairs = attributes.filter(isObject).flatMap((one) => {
    const { key, value } = one as JsonObject
    return typeof key === 'string' && !(key in {}) ? [[key, plainValue(value)] as const] : []
  })
  return Object.fromEntries(pairs)
}

function plainValue(value: JsonValue | undefined): JsonValue {
  if (!isObject(value)) return value ?? null
  const typed = value as JsonObject
  for (const key of ['stringValue', 'boolValue', 'intValue', 'doubleValue'])
    if (typed[key] !== undefined) return typed[key]!
  if (isObject(typed.arrayValue)) {
    const { values } = typed.arrayValue as JsonObject
    return Array.isArray(values) ? values.map(plainValue) : []
  }
  if (!isObject(typed.kvlistValue)) return null
  return attributesOf({ attributes: (typed.kvlistValue as JsonObject).values ?? [] })
}

/** Structured values are as a rule the text of their JSON. */
function parsed(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value
  const read = parseJson(value)
  return read.ok ? read.value : value
}

function systemOf(given: JsonValue | undefined): RecordMessage[] {
  const parts = parsed(given)
  if (parts === undefined || parts === null) return []
  const text = typeof parts === 'string' ? parts : textOf(Array.isArray(parts) ? parts : [], 'text')
  return text === '' ? [] : [{ role: 'system', content: { text, form: 'TEXT' } }]
}

const textOf = (parts: readonly JsonValue[], type: string): string =>
  parts
    .flatMap((part) => (isObject(part) && part.type === type && typeof part.content === 'string' ? [part.content] : []))
    .join('\n\n')

function readMessages(given: JsonValue | undefined, notes: Set<string>): RecordMessage[] {
  const list = parsed(given)
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) throw new RowProblem('Its messages are no list', ['spans'])
  return list.flatMap((message) => readOne(message, notes))
}

function readOne(message: JsonValue, notes: Set<string>): RecordMessage[] {
  if (!isObject(message)) throw new RowProblem('A message is an object', ['spans'])
  const parts = Array.isArray(message.parts) ? (message.parts as JsonValue[]) : []
  const { role } = message
  if (parts.some((part) => isObject(part) && ['blob', 'file', 'uri'].includes(String(part.type)))) {
    notes.add('parts that are no text are left out')
  }
  const content = { text: textOf(parts, 'text'), form: 'TEXT' as const }
  if (role === 'system' || role === 'user') return [{ role, content }]
  if (role === 'tool') return parts.flatMap(readResult)
  if (role !== 'assistant') throw new RowProblem(`"${String(role).slice(0, 40)}" is no role`, ['spans'])
  const calls = parts.flatMap(readCall)
  return [{ role, content, reasoning: textOf(parts, 'reasoning'), calls, weight: null }]
}

function readCall(part: JsonValue): RecordCall[] {
  if (!isObject(part) || part.type !== 'tool_call') return []
  if (typeof part.name !== 'string') throw new RowProblem('A call names no function', ['spans'])
  return [{ id: typeof part.id === 'string' ? part.id : '', name: part.name, ...readArguments(part.arguments) }]
}

function readResult(part: JsonValue): RecordMessage[] {
  if (!isObject(part) || part.type !== 'tool_call_response') return []
  const response = (part.response ?? part.result ?? '') as JsonValue
  return [resultOf(typeof part.id === 'string' ? part.id : '', '', response)]
}

const resultOf = (callId: string, name: string, value: JsonValue): RecordMessage => ({
  ...{ role: 'tool', callId, name, error: false, source: 'IMPORTED' },
  content: { text: typeof value === 'string' ? value : JSON.stringify(value), form: 'TEXT' },
})

/** Results that only the span of their tool has. */
function fillResults(messages: RecordMessage[], spans: readonly JsonObject[]): void {
  const said = new Set(messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : [])))
  for (let place = messages.length - 1; place >= 0; place--) {
    const message = messages[place]!
    if (message.role !== 'assistant') continue
    const found = message.calls.flatMap(({ id, name }) => {
      const span = id === '' || said.has(id) ? null : spans.find((one) => one['gen_ai.tool.call.id'] === id)
      const result = span?.['gen_ai.tool.call.result']
      return result === undefined || result === null ? [] : [resultOf(id, name, result)]
    })
    messages.splice(place + 1, 0, ...found)
  }
}
