import { parseJson } from '../../json/parse'
import type { JsonValue } from '../../json/values'
import { isObject } from '../../record/arguments'
import { emptyConversation, type JsonObject, type RecordMessage } from '../../record/conversation'
import { readMessage } from './chat'
import { type ReadRow, RowProblem, reading } from './row'
import { readTools } from './tools'

/** Langfuse's mark in the place of something that is no text. */
const MEDIA = /@@@langfuseMedia:[^@]*@@@/

/**
 * A trace of Langfuse with its observations. The last generation holds the whole history as its input, and its output ends
 * it. Source: its public API's Trace and Observation, as of November 2026.
 */
export const readLangfuse = (value: JsonValue): ReadRow =>
  reading((notes) => {
    if (!isObject(value)) throw new RowProblem('A trace is an object')
    const observations = listOf(value.observations).filter(isObject) as JsonObject[]
    const last = observations
      .filter(({ type }) => type === 'GENERATION')
      .sort((one, other) => (String(one.startTime) < String(other.startTime) ? -1 : 1))
      .at(-1)
    const spoken = last ?? (value.input !== undefined && value.output !== undefined ? value : null)
    if (!spoken) throw new RowProblem('It has no generation', ['observations'])
    const { messages: before, tools } = readInput(spoken.input)
    const after = asMessages(parsed(spoken.output), 'assistant')
    const messages = [...before, ...after].map((message, place) => readMessage(message, ['messages', place]))
    if (messages.some(({ content }) => MEDIA.test(content.text))) notes.add('media stands in it as a mark alone')
    fillResults(messages, observations)
    return {
      ...emptyConversation(typeof value.id === 'string' ? value.id : ''),
      ...{ messages, tools: readTools(tools), source: 'langfuse', extra: withModel(value, spoken.model) },
    }
  })

const listOf = (value: JsonValue | undefined): JsonValue[] => {
  const list = parsed(value)
  return Array.isArray(list) ? list : []
}

const withModel = (trace: JsonObject, model: JsonValue | undefined): JsonObject =>
  typeof model === 'string' ? { ...trace, model } : trace

/** Exports hold JSON as a text, now and then twice over. */
function parsed(value: JsonValue | undefined): JsonValue {
  if (typeof value !== 'string' || !/^\s*["[{]/.test(value)) return value ?? null
  const read = parseJson(value)
  return read.ok ? (typeof read.value === 'string' ? parsed(read.value) : read.value) : value
}

function readInput(given: JsonValue | undefined): { messages: JsonValue[]; tools: JsonValue | undefined } {
  const input = parsed(given)
  if (isObject(input) && Array.isArray(input.messages)) return { messages: input.messages, tools: input.tools }
  return { messages: asMessages(input, 'user'), tools: undefined }
}

function asMessages(value: JsonValue, role: 'user' | 'assistant'): JsonValue[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value === '' ? [] : [{ role, content: value }]
  if (!isObject(value)) return []
  return [{ role, ...value }]
}

/** Results that stand in observations of tools alone. */
function fillResults(messages: RecordMessage[], observations: readonly JsonObject[]): void {
  const said = new Set(messages.flatMap((message) => (message.role === 'tool' ? [message.callId] : [])))
  const results = observations.filter(({ type }) => type === 'TOOL')
  for (let place = messages.length - 1; place >= 0; place--) {
    const message = messages[place]!
    if (message.role !== 'assistant') continue
    const missing = message.calls.filter(({ id }) => id !== '' && !said.has(id))
    const found = missing.flatMap(({ id, name }): RecordMessage[] => {
      const one = results.find((result) => isObject(result.metadata) && result.metadata.tool_call_id === id)
      if (one?.output === undefined || one.output === null) return []
      const text = typeof one.output === 'string' ? one.output : JSON.stringify(one.output)
      const content = { text, form: 'TEXT' as const }
      return [{ role: 'tool', content, callId: id, name, error: false, source: 'IMPORTED' }]
    })
    messages.splice(place + 1, 0, ...found)
  }
}
