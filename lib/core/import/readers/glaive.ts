import type { ToolSchema } from '../../instruction/content'
import { parseJson } from '../../json/parse'
import type { JsonValue } from '../../json/values'
import { isObject, readArguments } from '../../record/arguments'
import { emptyConversation, type RecordCall, type RecordMessage, words } from '../../record/conversation'
import { balanced } from './balanced'
import { type ReadRow, RowProblem, reading } from './row'
import { resultOf } from './sharegpt'
import { readTools } from './tools'

/** A marker counts at the beginning, after a line's end, or after the end-of-text mark: it may stand in a user's words. */
const MARKER = /(^|\n|<\|endoftext\|>)\s*(USER|ASSISTANT|FUNCTION RESPONSE):/g
const END = '<|endoftext|>'
const CALL = '<functioncall>'

/** A row of Glaive's function-calling v2: everything in two texts. The row itself is kept as `extra`. */
export const readGlaive = (value: JsonValue): ReadRow =>
  reading((notes) => {
    if (!isObject(value) || typeof value.system !== 'string' || typeof value.chat !== 'string') {
      throw new RowProblem('A row has a system text and a chat')
    }
    const messages: RecordMessage[] = []
    for (const [speaker, text] of turnsOf(value.chat, notes)) messages.push(readTurn(speaker, text, messages))
    if (messages.length === 0) throw new RowProblem('Nobody speaks in its chat', ['chat'])
    return {
      ...emptyConversation(typeof value.id === 'string' ? value.id : ''),
      ...{ messages, tools: toolsIn(value.system, notes), intent: 'BENIGN', licence: 'Apache-2.0' },
      ...{ source: 'glaive-function-calling-v2', extra: value },
    }
  })

function turnsOf(chat: string, notes: Set<string>): [string, string][] {
  const marks = [...chat.matchAll(MARKER)]
  if (chat.slice(0, marks[0]?.index ?? 0).trim() !== '') notes.add('words before the first speaker are left out')
  return marks.map((mark, index) => {
    const text = chat.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? chat.length)
    return [mark[2]!, text.replaceAll(END, '').trim()]
  })
}

function readTurn(speaker: string, text: string, before: readonly RecordMessage[]): RecordMessage {
  if (speaker === 'USER') return { role: 'user', content: words(text) }
  if (speaker === 'ASSISTANT') {
    const at = text.indexOf(CALL)
    const calls = at < 0 ? [] : [readCall(text.slice(at + CALL.length))]
    const content = words(at < 0 ? text : text.slice(0, at).trim())
    return { role: 'assistant', content, reasoning: '', calls, weight: null }
  }
  const last = before.at(-1)
  if (last?.role !== 'assistant' || last.calls.length === 0) throw new RowProblem('A result answers no call', ['chat'])
  return resultOf(text, last.calls[0])
}

/** `{"name": "f", "arguments": '{"a": 1}'}`: no JSON, since its arguments stand in single quotes. */
function readCall(text: string): RecordCall {
  const name = /"name"\s*:\s*"([^"]*)"/.exec(text)?.[1]
  if (!name) throw new RowProblem('A call names no function', ['chat'])
  const behind = /"arguments"\s*:\s*/.exec(text)
  if (!behind) return { id: '', name, raw: null, value: undefined }
  const given = text.slice(behind.index + behind[0].length)
  const raw = given.startsWith("'") ? quoted(given) : given.startsWith('{') ? balanced(given, 0) : null
  const read = raw === null ? null : readArguments(raw)
  if (!read || !isObject(read.value)) throw new RowProblem(`Arguments of ${name} cannot be read`, ['chat'])
  return { id: '', name, ...read }
}

/** Between the outer quotes; inner ones may be escaped, or not. */
function quoted(text: string): string | null {
  const end = text.lastIndexOf("'")
  return end <= 0 ? null : text.slice(1, end).replaceAll("\\'", "'")
}

/** JSON objects one after another, with anything but braces between them. */
function toolsIn(system: string, notes: Set<string>): ToolSchema[] {
  const tools: JsonValue[] = []
  for (let from = system.indexOf('{'); from >= 0; from = system.indexOf('{', from)) {
    const text = balanced(system, from)
    const parsed = text === null ? null : parseJson(text)
    if (!parsed?.ok || !isObject(parsed.value)) throw new RowProblem('A tool in its system text is no JSON', ['system'])
    const { parameters } = parsed.value
    const filled = isObject(parameters) && Object.keys(parameters).length > 0
    tools.push(filled ? parsed.value : { ...parsed.value, parameters: { type: 'object', properties: {} } })
    from += text!.length
  }
  if (tools.length === 0 && !/no access to (external|any) functions/i.test(system)) notes.add('no tools are offered')
  return readTools(tools)
}
