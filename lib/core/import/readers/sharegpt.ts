import { parseJson } from '../../json/parse'
import { type JsonPath, type JsonValue, JsonValues } from '../../json/values'
import { isObject, numbersAnew, readArguments } from '../../record/arguments'
import { emptyConversation, type RecordCall, type RecordMessage, words } from '../../record/conversation'
import { type ReadRow, RowProblem, reading } from './row'
import { readTools } from './tools'

const ROLES: Record<string, 'system' | 'user' | 'assistant' | 'calls' | 'results'> = {
  ...{ system: 'system', human: 'user', user: 'user' },
  ...{ gpt: 'assistant', assistant: 'assistant', chatgpt: 'assistant', model: 'assistant', bot: 'assistant' },
  ...{ function_call: 'calls', tool_call: 'calls', 'function-call': 'calls' },
  ...{ observation: 'results', tool: 'results', function_response: 'results', tool_response: 'results' },
  ...{ 'function-response': 'results' },
}
/** How LLaMA-Factory glues results of parallel calls for templates of Qwen's family. */
const GLUE = '\n</tool_response>\n<tool_response>\n'

/** A ShareGPT row, with tools as LLaMA-Factory has them or in Hermes's tags. The row itself is kept as `extra`. */
export const readShareGpt = (value: JsonValue): ReadRow =>
  reading((notes) => {
    if (!isObject(value)) throw new RowProblem('A row is an object')
    const key = ['conversations', 'messages', 'conversation'].find((one) => Array.isArray(value[one]))
    if (key === undefined) throw new RowProblem('It has no conversations', ['conversations'])
    const messages: RecordMessage[] = []
    const list = value[key] as JsonValue[]
    const leading = isObject(list[0]) && (list[0].from ?? list[0].role) === 'system'
    if (typeof value.system === 'string' && value.system !== '' && !leading) {
      messages.push({ role: 'system', content: words(value.system) })
    }
    list.forEach((turn, place) => {
      messages.push(...readTurn(turn, [key, place], messages, notes))
    })
    const id = typeof value.id === 'string' || typeof value.id === 'number' ? String(value.id) : ''
    return { ...emptyConversation(id), messages, tools: readTools(value.tools), extra: value }
  })

function readTurn(turn: JsonValue, path: JsonPath, before: RecordMessage[], notes: Set<string>): RecordMessage[] {
  if (!isObject(turn)) throw new RowProblem('A message is an object', path)
  const from = String(turn.from ?? turn.role ?? '')
  const text = turn.value ?? turn.content
  const role = Object.hasOwn(ROLES, from) ? ROLES[from]! : null
  if (role === null) throw new RowProblem(`"${from.slice(0, 40)}" is no role`, path)
  if (typeof text !== 'string') throw new RowProblem('A message has no text', [...path, 'value'])
  const sourceRole = from
  if (role === 'system' || role === 'user') return [{ role, content: words(text), sourceRole }]
  if (role === 'results') return readResults(text, before, notes)
  const { said, calls } = role === 'calls' ? { said: '', calls: readCalls(text, path) } : readHermes(text, path)
  return [{ role: 'assistant', content: words(said), sourceRole, reasoning: '', calls, weight: null }]
}

function readCalls(text: string, path: JsonPath): RecordCall[] {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new RowProblem('Its calls are no JSON', [...path, 'value'])
  const texts = numbersAnew(text) === 'SAME' ? null : argumentTexts(text, Array.isArray(parsed.value))
  return [parsed.value].flat().map((call, place) => {
    if (!isObject(call) || typeof call.name !== 'string') {
      throw new RowProblem('A call is an object with a name', [...path, 'value'])
    }
    const given = (call.arguments ?? call.parameters) as JsonValue | undefined
    return { id: '', name: call.name, ...readArguments((isObject(given) && texts?.get(place)) || given) }
  })
}

/** Where numbers would be written in another way: the arguments of each call as they stand in the text. */
function argumentTexts(text: string, list: boolean): Map<number, string> {
  const found = new Map<number, string>()
  const values = new JsonValues(list ? 2 : 1, {
    value: ({ path, raw }) => {
      const place = list ? Number(path[0]) : 0
      if (path.at(-1) === 'arguments' || (path.at(-1) === 'parameters' && !found.has(place))) found.set(place, raw)
    },
    issue: () => {},
  })
  values.write(text)
  values.end()
  return found
}

const TAGGED = /<tool_call>\s*([\s\S]*?)\s*<\/tool_call>/g

function readHermes(text: string, path: JsonPath): { said: string; calls: RecordCall[] } {
  const found = [...text.matchAll(TAGGED)]
  if (found.length === 0) return { said: text, calls: [] }
  return { said: text.replaceAll(TAGGED, '').trim(), calls: found.flatMap(([, inner]) => readCalls(inner!, path)) }
}

/** One message for all results of a turn: split where it can be told which is which. */
export function readResults(text: string, before: readonly RecordMessage[], notes: Set<string>): RecordMessage[] {
  const last = before.findLast((message) => message.role === 'assistant')
  const calls = last?.role === 'assistant' ? last.calls : []
  const open = calls.length - trailingResults(before)
  const parts = open > 1 ? split(text, open) : [text]
  if (open > 1 && parts.length === 1) notes.add('one result stands for several calls and is given to the first')
  return parts.map((part, index) => resultOf(part, calls[calls.length - open + index]))
}

function trailingResults(before: readonly RecordMessage[]): number {
  const last = before.findLastIndex(({ role }) => role !== 'tool')
  return before.length - 1 - last
}

function split(text: string, into: number): string[] {
  const glued = text.split(GLUE)
  if (glued.length === into) return glued
  const parsed = parseJson(text)
  if (!parsed.ok || !Array.isArray(parsed.value) || parsed.value.length !== into) return [text]
  return parsed.value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
}

export const resultOf = (text: string, call: RecordCall | undefined): RecordMessage => ({
  ...{ role: 'tool', content: words(text), callId: call?.id ?? '', name: call?.name ?? '' },
  ...{ error: false, source: 'IMPORTED' },
})
