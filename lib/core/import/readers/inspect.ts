import { intentOfTask } from '../../evaluation/header'
import { readScores } from '../../evaluation/scores'
import type { JsonValue } from '../../json/values'
import { isObject, readArguments } from '../../record/arguments'
import { emptyConversation, type JsonObject, type RecordCall, type RecordMessage } from '../../record/conversation'
import { readMessage } from './chat'
import { type ReadRow, RowProblem, reading } from './row'
import { readTools } from './tools'

/** One sample of an Inspect log: its messages, calls flat, attachments put in their places; tools as its events have them. */
export const readInspectSample = (value: JsonValue): ReadRow =>
  reading(() => {
    if (!isObject(value) || !Array.isArray(value.messages)) throw new RowProblem('A sample has messages', ['messages'])
    const attached = isObject(value.attachments) ? (value.attachments as JsonObject) : {}
    const messages = value.messages.map((message, place) => readOwn(resolve(message, attached), place))
    const epoch = typeof value.epoch === 'number' ? value.epoch : 1
    const { score, refused } = readScores(value.scores)
    const benchmark = typeof value.task === 'string' && refused !== null
    const intent = benchmark ? intentOfTask(String(value.task)) : null
    return {
      ...emptyConversation(`${String(value.id)}_epoch_${epoch}`),
      ...{ messages, tools: toolsIn(value), source: 'inspect', intent },
      // A scorer's word is no person's: it may only keep a row back.
      label:
        intent === 'HARMFUL' && refused === false ? (score === 1 ? 'full_compliance' : 'partial_compliance') : null,
      extra: value,
    }
  })

const MARK = /^attachment:\/\/(.+)$/

/** Texts that stand elsewhere in the sample, in their places. */
function resolve(value: JsonValue, attached: JsonObject): JsonValue {
  if (typeof value === 'string') {
    const hash = MARK.exec(value)?.[1]
    const text = hash === undefined ? undefined : attached[hash]
    return typeof text === 'string' ? text : value
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, attached))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, attached)]))
}

function readOwn(message: JsonValue, place: number): RecordMessage {
  if (!isObject(message)) throw new RowProblem('A message is an object', ['messages', place])
  const { tool_calls: calls, function: named, error, ...rest } = message
  const reasoning = reasoningIn(rest.content)
  const content = Array.isArray(rest.content) ? rest.content.filter((part) => !isReasoning(part)) : rest.content
  const shared = { ...rest, ...(content !== undefined && { content }) }
  const read = readMessage(shared, ['messages', place])
  if (read.role === 'tool')
    return { ...read, name: typeof named === 'string' ? named : read.name, error: isObject(error) }
  if (read.role !== 'assistant') return read
  const made = Array.isArray(calls) ? calls.map((call, index) => readCall(call, place, index)) : []
  return { ...read, calls: made, reasoning }
}

const isReasoning = (part: JsonValue) => isObject(part) && part.type === 'reasoning'

const reasoningIn = (content: JsonValue | undefined): string =>
  Array.isArray(content)
    ? content
        .flatMap((part) => (isObject(part) && isReasoning(part) ? [String(part.reasoning ?? '')] : []))
        .join('\n\n')
    : ''

function readCall(call: JsonValue, place: number, index: number): RecordCall {
  const path = ['messages', place, 'tool_calls', index]
  if (!isObject(call) || typeof call.function !== 'string') throw new RowProblem('A call names its function', path)
  return {
    ...{ id: typeof call.id === 'string' ? call.id : '', name: call.function },
    ...readArguments(call.arguments),
  }
}

/** Nowhere else does a log say what tools were offered. */
function toolsIn({ events }: JsonObject) {
  const models = Array.isArray(events) ? events.filter((event) => isObject(event) && event.event === 'model') : []
  const first = models.find((event) => isObject(event) && Array.isArray(event.tools) && event.tools.length > 0)
  return isObject(first) ? readTools(first.tools) : []
}
