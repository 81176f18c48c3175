import { renameTypes } from '../../export/turns'
import type { ToolSchema } from '../../instruction/content'
import { parseJson } from '../../json/parse'
import type { JsonPath, JsonValue } from '../../json/values'
import { isObject } from '../../record/arguments'
import {
  emptyConversation,
  type JsonObject,
  type RecordCall,
  type RecordMessage,
  words,
} from '../../record/conversation'
import { balanced } from './balanced'
import { PythonFault, readPythonCalls } from './python-literal'
import { type ReadRow, RowProblem, reading } from './row'
import { resultOf } from './sharegpt'
import { readTools, wrapped } from './tools'

/**
 * A row of ToolACE: tools in the system's text, calls as Python writes them, results as one list. Its boilerplate is left
 * out of the record's system message; the row itself is kept as `extra`.
 */
export const readToolAce = (value: JsonValue): ReadRow =>
  reading((notes) => {
    if (!isObject(value) || typeof value.system !== 'string' || !Array.isArray(value.conversations)) {
      throw new RowProblem('A row has a system text and conversations')
    }
    const tools = toolsIn(value.system, notes)
    const known = tools.map(({ function: { name } }) => name).sort((a, b) => b.length - a.length)
    const messages: RecordMessage[] = []
    value.conversations.forEach((turn, place) => {
      messages.push(...readTurn(turn, ['conversations', place], { known, before: messages, notes }))
    })
    if (notes.has(MALFORMED)) throw new RowProblem('A message begins as calls do and holds none that can be read')
    return {
      ...emptyConversation(typeof value.id === 'string' ? value.id : ''),
      ...{ messages, tools, intent: 'BENIGN', licence: 'Apache-2.0', source: 'toolace', extra: value },
    }
  })

const MALFORMED = 'malformed calls'

/** The first list of objects that stands in the text. */
function toolsIn(system: string, notes: Set<string>): ToolSchema[] {
  for (let from = system.indexOf('['); from >= 0; from = system.indexOf('[', from + 1)) {
    const text = balanced(system, from)
    const parsed = text === null ? null : parseJson(text)
    if (!parsed?.ok || !Array.isArray(parsed.value) || !parsed.value.every(isObject)) continue
    return readTools(parsed.value.map((tool) => wrapped(renameTypes(tool, notes))))
  }
  throw new RowProblem('No list of tools stands in its system text', ['system'])
}

interface Place {
  known: readonly string[]
  before: readonly RecordMessage[]
  notes: Set<string>
}

function readTurn(turn: JsonValue, path: JsonPath, { known, before, notes }: Place): RecordMessage[] {
  if (!isObject(turn) || typeof turn.value !== 'string') throw new RowProblem('A message has no text', path)
  const { from, value } = turn
  if (from === 'user') return [{ role: 'user', content: words(value) }]
  if (from === 'tool') return readResults(value, before, notes)
  if (from !== 'assistant') throw new RowProblem(`"${String(from).slice(0, 40)}" is no role`, path)
  const calls = callsIn(value, known, notes)
  const content = words(calls.length > 0 ? '' : value)
  return [{ role: 'assistant', content, reasoning: '', calls, weight: null }]
}

/** A text that does not begin as calls do, or names no tool, is a text. */
function callsIn(value: string, known: readonly string[], notes: Set<string>): RecordCall[] {
  const text = value.trim()
  if (!text.startsWith('[') || !known.some((name) => text.slice(1).trimStart().startsWith(name))) return []
  try {
    return readPythonCalls(text).map(({ name, arguments: given }) => ({
      id: '',
      name,
      raw: null,
      value: given as JsonObject,
    }))
  } catch (error) {
    if (!(error instanceof PythonFault)) throw error
    notes.add(MALFORMED)
    return []
  }
}

/** `[{"name", "results"}]`, one a call in order; else all of it is the first call's. */
function readResults(value: string, before: readonly RecordMessage[], notes: Set<string>): RecordMessage[] {
  const last = before.findLast((message) => message.role === 'assistant')
  const calls = last?.role === 'assistant' ? last.calls : []
  const parsed = parseJson(value)
  const list = parsed.ok && Array.isArray(parsed.value) ? parsed.value : []
  if (list.length !== calls.length || list.length === 0) {
    if (calls.length > 1) notes.add('one result stands for several calls and is given to the first')
    return [resultOf(value, calls[0])]
  }
  return list.map((one, index) => {
    const result = isObject(one) && 'results' in one ? one.results! : one
    return resultOf(typeof result === 'string' ? result : JSON.stringify(result), calls[index])
  })
}
