import { RESPONSE_LABELS, type ResponseLabel } from '../../compliance/labels'
import type { JsonPath, JsonValue } from '../../json/values'
import { isObject, readArguments } from '../../record/arguments'
import {
  type Conversation,
  emptyConversation,
  type JsonObject,
  type RecordCall,
  type RecordMessage,
  type Words,
} from '../../record/conversation'
import { intentOfId } from '../instructions'
import { type ReadRow, RowProblem, reading } from './row'
import { readTools } from './tools'

const ROLES: Record<string, RecordMessage['role']> = {
  ...{ system: 'system', developer: 'system', user: 'user', human: 'user' },
  ...{ assistant: 'assistant', gpt: 'assistant', model: 'assistant', tool: 'tool', function: 'tool' },
}

/**
 * A row of messages in OpenAI's form, in the dialects of OpenAI, mistral-finetune, functionary, LLaMA-Factory, TRL,
 * Axolotl, the Hub and AgentAlign. Whatever of it is not read is kept: `restoreChat` gives the row back.
 */
export const readChat = (value: JsonValue): ReadRow =>
  reading(() => {
    if (!isObject(value)) throw new RowProblem('A row is an object')
    const key = messagesKey(value)
    const list = value[key] as JsonValue[]
    const messages = list.map((message, place) => readMessage(message, [key, place]))
    const { [key]: _, ...extra } = value
    if (typeof extra.system_prompt === 'string' && extra.system_prompt !== '') {
      messages.unshift({ role: 'system', content: { text: extra.system_prompt, form: 'ABSENT' } })
    }
    return {
      ...factsOf(value),
      messages,
      tools: toolsOf(value),
      extra: key === 'messages' ? extra : { ...extra, [key]: [] },
    }
  })

function messagesKey(row: JsonObject): string {
  for (const key of ['messages', 'interactions']) if (Array.isArray(row[key]) && row[key].length > 0) return key
  throw new RowProblem('It has no messages', ['messages'])
}

function toolsOf(row: JsonObject): Conversation['tools'] {
  const key = ['tools', 'available_tools', 'functions'].find((one) => row[one] !== undefined && row[one] !== null)
  return key === undefined ? [] : readTools(row[key], key)
}

/** What rows say of themselves beside their messages; AgentAlign's category says the intent as well. */
function factsOf(row: JsonObject): Conversation {
  const text = (key: string) => (typeof row[key] === 'string' && row[key].trim() !== '' ? row[key].trim() : null)
  const id = typeof row.id === 'number' ? String(row.id) : (text('id') ?? '')
  const category = text('category')
  const benign = category === 'benign'
  const path = category && !benign ? [category, ...(text('sub_category') ? [text('sub_category')!] : [])] : []
  const said = text('intent')?.toUpperCase()
  const intents = ['HARMFUL', 'BORDERLINE', 'BENIGN'] as const
  const intent =
    intents.find((one) => one === said) ?? (benign ? 'BENIGN' : path.length > 0 ? 'HARMFUL' : intentOfId(id))
  const split = text('split')?.toUpperCase()
  const pattern = typeof row.pattern === 'string' ? [row.pattern] : Array.isArray(row.pattern) ? row.pattern : []
  return {
    ...emptyConversation(id),
    ...{ intent, category: path, pattern: pattern.filter((one) => typeof one === 'string') },
    split: split === 'BENIGN' || split === 'HARMFUL' ? split : null,
    label: isLabel(row.label) ? row.label : null,
    ...{ licence: text('licence') ?? text('license'), source: text('source') },
  }
}

const isLabel = (value: unknown): value is ResponseLabel => (RESPONSE_LABELS as readonly unknown[]).includes(value)

export function readMessage(value: JsonValue, path: JsonPath): RecordMessage {
  if (!isObject(value)) throw new RowProblem('A message is an object', path)
  const named = typeof value.role === 'string' ? value.role : ''
  const role = Object.hasOwn(ROLES, named) ? ROLES[named]! : null
  if (role === null) throw new RowProblem(`"${named.slice(0, 40)}" is no role`, [...path, 'role'])
  const content = wordsOf(value, path)
  const { role: _, [content.key ?? 'content']: __, ...rest } = value
  const shared = { content, ...(named !== role && { sourceRole: named }) }
  if (role === 'assistant') return readAssistant(value, rest, shared, path)
  if (role !== 'tool') return { ...shared, role, ...withExtra(rest) }
  const [callId, afterId] = takeText(rest, 'tool_call_id')
  const [name, extra] = takeText(afterId, 'name')
  return { ...shared, role, callId, name, error: false, source: 'IMPORTED', ...withExtra(extra) }
}

const withExtra = (extra: JsonObject) => (Object.keys(extra).length > 0 ? { extra } : {})

/** A member that is a filled text, and what is left without it. */
function takeText(row: JsonObject, key: string): [string, JsonObject] {
  const { [key]: found, ...rest } = row
  return typeof found === 'string' && found !== '' ? [found, rest] : ['', row]
}

function wordsOf(message: JsonObject, path: JsonPath): Words {
  const key = !('content' in message) && 'text' in message ? 'text' : 'content'
  const given = message[key]
  const named = key === 'text' ? { key } : {}
  if (typeof given === 'string') return { text: given, form: 'TEXT', ...named }
  const refusal = typeof message.refusal === 'string' ? message.refusal : ''
  if (given === undefined || given === null)
    return { text: refusal, form: given === null ? 'NULL' : 'ABSENT', ...named }
  if (!Array.isArray(given)) throw new RowProblem('Its content is neither a text nor a list of parts', [...path, key])
  const texts = given.map((part) => (isObject(part) ? (part.text ?? part.refusal) : part))
  const other = texts.some((text) => typeof text !== 'string')
  const text = texts.filter((one) => typeof one === 'string').join('\n\n')
  return { text, form: 'PARTS', parts: given, ...named, ...(other && { other }) }
}

type Shared = Pick<RecordMessage, 'content' | 'sourceRole'>

function readAssistant(value: JsonObject, rest: JsonObject, shared: Shared, path: JsonPath): RecordMessage {
  const [reasoning, withoutReasoning] = takeText(rest, 'reasoning_content')
  const { tool_calls: given, ...without } = withoutReasoning
  const listed = Array.isArray(given) && given.length > 0
  if (given !== undefined && given !== null && !Array.isArray(given)) {
    throw new RowProblem('Its calls are no list', [...path, 'tool_calls'])
  }
  const calls = listed ? given.map((call, index) => readCall(call, [...path, 'tool_calls', index])) : []
  const legacy = value.function_call
  if (isObject(legacy)) {
    const call = readCall({ function: legacy }, [...path, 'function_call'])
    calls.push({ id: '', name: call.name, raw: call.raw, value: call.value, legacy: true })
  }
  const { weight, ...extra } = listed ? without : withoutReasoning
  const mask = maskOf(rest)
  const own = mask === null && (weight === 0 || weight === 1)
  return {
    ...{ ...shared, role: 'assistant', reasoning, calls },
    weight: own ? weight : mask,
    ...withExtra(own || weight === undefined ? extra : { ...extra, weight }),
  }
}

/** Axolotl's and functionary's words for weights. */
function maskOf({ train, metadata }: JsonObject): 0 | 1 | null {
  if (typeof train === 'boolean') return train ? 1 : 0
  return isObject(metadata) && metadata.masked === true ? 0 : null
}

export function readCall(call: JsonValue, path: JsonPath): RecordCall {
  if (!isObject(call) || !isObject(call.function)) throw new RowProblem('A call has a function', path)
  const { function: called, ...rest } = call
  const { name, arguments: given, ...functionExtra } = called
  if (typeof name !== 'string') throw new RowProblem('A function has a name', [...path, 'function', 'name'])
  if (given !== undefined && given !== null && typeof given !== 'string' && !isObject(given)) {
    throw new RowProblem('Arguments are neither a text nor an object', [...path, 'function', 'arguments'])
  }
  const [id, callExtra] = takeText(rest, 'id')
  return { id, name, ...readArguments(given), extra: { call: callExtra, function: functionExtra } }
}

/** The row that `readChat` read, up to the order of its keys. */
export function restoreChat({ messages, extra = {} }: Conversation): JsonObject {
  const key = 'interactions' in extra ? 'interactions' : 'messages'
  const made = extra.system_prompt ? messages.slice(1) : messages
  return { ...extra, [key]: made.map(restoreMessage) }
}

function restoreMessage(message: RecordMessage): JsonObject {
  const { role, content, sourceRole, extra = {} } = message
  const { text, form, parts, key = 'content' } = content
  const said = form === 'TEXT' ? text : form === 'PARTS' ? parts! : null
  const row: JsonObject = { ...extra, role: sourceRole ?? role, ...(form !== 'ABSENT' && { [key]: said }) }
  if (message.role === 'tool') {
    if (message.callId !== '') row.tool_call_id = message.callId
    if (message.name !== '') row.name = message.name
  }
  if (message.role !== 'assistant') return row
  if (message.reasoning !== '') row.reasoning_content = message.reasoning
  const calls = message.calls.filter(({ legacy }) => !legacy)
  if (calls.length > 0) row.tool_calls = calls.map(restoreCall)
  if (message.weight !== null && maskOf(extra) === null) row.weight = message.weight
  return row
}

function restoreCall({ id, name, raw, value, extra }: RecordCall): JsonObject {
  const given = raw ?? value
  return {
    ...extra?.call,
    ...(id !== '' && { id }),
    function: { ...extra?.function, name, ...(given !== undefined && { arguments: given }) },
  }
}
