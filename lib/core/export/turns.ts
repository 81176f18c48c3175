import type { ToolSchema } from '../instruction/content'
import type { JsonValue } from '../json/values'
import { argumentsText, argumentsValue, isObject } from '../record/arguments'
import type { Conversation, JsonObject, RecordCall, RecordMessage } from '../record/conversation'
import { toMessages } from '../record/response'
import { joinSteps } from '../trajectory/steps'
import { LEGAL_NAME, legalNames } from './names'

/** A conversation as every trainer's format can be written from: results joined with their calls, names legal, arguments read. */

export interface ExportCall {
  /** Unique in the row; one is made up where the source has none or uses it twice. */
  id: string
  name: string
  /** JSON text of an object, word for word where the source had a text. */
  text: string
  value: JsonObject
  raw: string | null
  answered: boolean
}
export type ExportTurn =
  | { role: 'system' | 'user'; text: string; sourceRole: string | null }
  | { role: 'assistant'; text: string; reasoning: string; calls: ExportCall[]; weight: 0 | 1 | null }
  /** The result of the call of this id. */
  | { role: 'tool'; id: string; name: string; text: string }

export interface ExportTool {
  name: string
  description: string | null
  /** JSON Schema; an object always has `properties`. */
  parameters: JsonObject
  strict: boolean | null
  /** As its source has it. */
  given: ToolSchema
}
export interface ExportRow {
  turns: ExportTurn[]
  tools: ExportTool[]
  notes: string[]
}
export type Prepared = { ok: true; row: ExportRow } | { ok: false; reason: string }

export class Unsayable extends Error {}

/** Never bends: what has no place in any trainer's format is a reason, what is written in another way is a note. */
export function prepareRow(conversation: Conversation): Prepared {
  try {
    return { ok: true, row: build(conversation) }
  } catch (error) {
    if (error instanceof Unsayable) return { ok: false, reason: error.message }
    throw error
  }
}

function build({ messages, tools: given }: Conversation): ExportRow {
  const notes = new Set<string>()
  if (!messages.some(({ role }) => role === 'assistant')) throw new Unsayable('nothing answers in it')
  for (const message of messages) checkMessage(message)
  const joined = join(messages)
  const tools = given.map((tool) => readTool(tool, notes))
  checkTools(tools, joined.calls)
  rename(tools, joined, notes)
  const turns = messages.map((message, place) => toTurn(message, place, joined))
  const ordered = inCallOrder(turns)
  if (ordered !== turns) notes.add('results are put in the order of their calls')
  return { turns: ordered, tools, notes: [...notes] }
}

/** In place: both are this row's own. Every call's name is a tool's. */
function rename(tools: readonly ExportTool[], { calls }: Joined, notes: Set<string>): void {
  if (tools.every(({ name }) => LEGAL_NAME.test(name))) return
  const names = legalNames(tools.map(({ name }) => name))
  notes.add('names of tools are written in legal characters')
  for (const one of [...tools, ...[...calls.values()].flat()]) one.name = names.get(one.name)!
}

function checkMessage(message: RecordMessage): void {
  if (message.content.other) throw new Unsayable('a message holds something other than text')
  if (message.role !== 'assistant') return
  if (message.content.text === '' && message.calls.length === 0) {
    throw new Unsayable('a message of the assistant says and does nothing')
  }
}

interface Joined {
  /** Of each message of the assistant that makes any, by its place, in their order. */
  calls: Map<number, ExportCall[]>
  /** Of each result, by its place, the call that it answers. */
  answers: Map<number, ExportCall>
}

function join(messages: readonly RecordMessage[]): Joined {
  return joinByIds(messages) ?? joinBySteps(messages)
}

/** The usual case, several times as fast: every call has an id of its own, and every result names one just made. */
function joinByIds(messages: readonly RecordMessage[]): Joined | null {
  const calls: Joined['calls'] = new Map()
  const answers: Joined['answers'] = new Map()
  const ids = new Set<string>()
  let open: readonly ExportCall[] = []
  for (let place = 0; place < messages.length; place++) {
    const message = messages[place]!
    if (message.role === 'assistant') {
      open = message.calls.map((call) => readCall(call, call.id, false))
      for (const { id } of open) {
        if (id === '' || ids.has(id)) return null
        ids.add(id)
      }
      if (open.length > 0) calls.set(place, open as ExportCall[])
    } else if (message.role === 'tool') {
      const call = open.find(({ id }) => id === message.callId)
      if (!call || call.answered) return null
      call.answered = true
      answers.set(place, call)
    }
  }
  return { calls, answers }
}

function joinBySteps(messages: readonly RecordMessage[]): Joined {
  const { steps, strays } = joinSteps({ messages: toMessages(messages) })
  if (strays.length > 0) throw new Unsayable('a result answers no call')
  const calls: Joined['calls'] = new Map()
  const answers: Joined['answers'] = new Map()
  const taken = new Set(steps.flatMap((step) => step.calls.map(({ id }) => id)))
  const used = new Set<string>()
  let number = 0
  for (const step of steps) {
    const message = messages[step.message]
    if (message?.role !== 'assistant' || message.calls.length === 0) continue
    const made = message.calls.map((call, index) => {
      const { result } = step.calls[index]!
      const own = call.id !== '' && !used.has(call.id)
      const id = own ? call.id : madeUp(number, taken)
      number++
      used.add(id)
      const read = readCall(call, id, result !== null)
      if (result) answers.set(result.message, read)
      return read
    })
    calls.set(step.message, made)
  }
  return { calls, answers }
}

function madeUp(number: number, taken: Set<string>): string {
  let id = `call_${number + 1}`
  while (taken.has(id)) id += '_'
  taken.add(id)
  return id
}

function readCall(call: RecordCall, id: string, answered: boolean): ExportCall {
  const text = argumentsText(call)
  const value = argumentsValue(call)
  if (text === null || value === null) throw new Unsayable(`arguments of ${call.name || 'a call'} are no JSON object`)
  if (call.name === '') throw new Unsayable('a call names no tool')
  return { id, name: call.name, text, value, raw: call.raw, answered }
}

function checkTools(tools: readonly ExportTool[], calls: Joined['calls']): void {
  const names = tools.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new Unsayable('two tools have one name')
  for (const made of calls.values()) {
    for (const { name } of made) if (!names.includes(name)) throw new Unsayable(`${name} is called and was not offered`)
  }
}

function readTool(given: ToolSchema, notes: Set<string>): ExportTool {
  const { name, description, parameters, strict } = given.function
  return {
    name,
    description: typeof description === 'string' ? description : null,
    parameters: readParameters(parameters, notes),
    strict: typeof strict === 'boolean' ? strict : null,
    given,
  }
}

function readParameters(given: unknown, notes: Set<string>): JsonObject {
  if (!isObject(given)) return { type: 'object', properties: {} }
  const read = renameTypes(given, notes)
  return isObject(read.properties) ? read : { type: 'object', ...read, properties: {} }
}

/** "dict" and the other words of Python for types, which are none of JSON Schema's. */
const TYPES: Record<string, string> = { dict: 'object', float: 'number', list: 'array', tuple: 'array' }
const isForeign = (type: unknown) => typeof type === 'string' && (type === 'any' || Object.hasOwn(TYPES, type))
/** What stands under these is no schema. */
const VALUES = new Set(['enum', 'const', 'default', 'examples', 'required'])

/** A schema in the words of JSON Schema; itself where it is in them already. */
export function renameTypes<T extends JsonValue>(schema: T, notes: Set<string>): T {
  if (!hasForeignTypes(schema)) return schema
  notes.add('types of parameters are written in the words of JSON Schema')
  return renamed(schema) as T
}

function hasForeignTypes(schema: JsonValue): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  if (Array.isArray(schema)) return schema.some(hasForeignTypes)
  for (const key in schema) {
    const value = schema[key]!
    if (key === 'type' ? isForeign(value) : typeof value === 'object' && !VALUES.has(key) && hasForeignTypes(value))
      return true
  }
  return false
}

function renamed(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(renamed)
  if (!isObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]): [string, JsonValue][] => {
      if (VALUES.has(key)) return [[key, value]]
      if (key !== 'type' || !isForeign(value)) return [[key, renamed(value)]]
      return value === 'any' ? [] : [[key, TYPES[value as string]!]]
    }),
  )
}

function toTurn(message: RecordMessage, place: number, { calls, answers }: Joined): ExportTurn {
  const { text } = message.content
  if (message.role === 'tool') {
    const { id, name } = answers.get(place)!
    return { role: 'tool', id, name, text }
  }
  if (message.role !== 'assistant') return { role: message.role, text, sourceRole: message.sourceRole ?? null }
  const { role, reasoning, weight } = message
  return { role, text, reasoning, weight, calls: calls.get(place) ?? [] }
}

/** Trainers do not put results in order by id: each run of results takes the order of the calls. The same list where it has it. */
function inCallOrder(turns: ExportTurn[]): ExportTurn[] {
  const rank = new Map<string, number>()
  let wrong = false
  for (let place = 0; place < turns.length; place++) {
    const [turn, before] = [turns[place]!, turns[place - 1]]
    if (turn.role === 'assistant') for (const { id } of turn.calls) rank.set(id, rank.size)
    if (turn.role === 'tool' && before?.role === 'tool') wrong ||= rank.get(before.id)! > rank.get(turn.id)!
  }
  if (!wrong) return turns
  const ordered: ExportTurn[] = []
  for (let from = 0; from < turns.length; ) {
    let to = from
    while (turns[to]?.role === 'tool') to++
    const run = turns.slice(from, to) as Extract<ExportTurn, { role: 'tool' }>[]
    ordered.push(...run.sort((a, b) => rank.get(a.id)! - rank.get(b.id)!))
    if (to < turns.length) ordered.push(turns[to]!)
    from = to + 1
  }
  return ordered
}
