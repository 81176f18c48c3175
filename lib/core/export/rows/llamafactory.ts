import { parseJson } from '../../json/parse'
import type { JsonObject } from '../../record/conversation'
import { type ExportCall, type ExportRow, type ExportTurn, Unsayable } from '../turns'
import {
  dropTextBesideCalls,
  functionOf,
  functionsOf,
  mustBeAnswered,
  mustEndOnAssistant,
  mustFollowTheirCalls,
  mustHaveNoWeights,
  Notes,
  noteDeveloper,
  noteReasoning,
  takeSystem,
} from './rules'
import { asValue } from './values'

export interface Said extends JsonObject {
  from: 'human' | 'gpt' | 'function_call' | 'observation'
  value: string
}

/** LLaMA-Factory's ShareGPT row: strings only, so that nothing passes through Arrow's types. */
export function shareGptRow(row: ExportRow, notes: Notes): JsonObject {
  return { ...alternating(row, notes), tools: shareGptTools(row, notes) }
}

function alternating(row: ExportRow, notes: Notes): { conversations: Said[]; system: string } {
  const { system, conversations } = shareGptTurns(row, notes)
  mustEndOnAssistant(row.turns)
  mustAlternate(conversations)
  return { conversations, system }
}

export const shareGptTools = (row: ExportRow, notes: Notes): string =>
  row.tools.length === 0 ? '' : notes.print(row.tools.map((tool) => functionOf(tool, 'ALWAYS')))

export function shareGptTurns(row: ExportRow, notes: Notes): { system: string; conversations: Said[] } {
  mustBeAnswered(row.turns)
  mustFollowTheirCalls(row.turns)
  mustHaveNoWeights(row.turns)
  noteReasoning(row.turns, notes)
  noteDeveloper(row.turns, notes)
  const { system, rest } = takeSystem(row.turns, notes)
  const conversations: Said[] = []
  const results: string[] = []
  const observe = () => {
    if (results.length === 0) return
    const value = results.length === 1 ? results[0]! : `[${results.map(asJson).join(', ')}]`
    if (results.length > 1) notes.add('results of calls in parallel are one list')
    conversations.push({ from: 'observation', value })
    results.length = 0
  }
  for (const turn of dropTextBesideCalls(rest, notes)) {
    if (turn.role === 'tool') results.push(turn.text)
    else {
      observe()
      conversations.push(say(turn))
    }
  }
  observe()
  return { system: system ?? '', conversations }
}

export function say(turn: Exclude<ExportTurn, { role: 'tool' }>): Said {
  if (turn.role !== 'assistant') return { from: 'human', value: turn.text }
  if (turn.calls.length === 0) return { from: 'gpt', value: turn.text }
  const calls = turn.calls.map(callText)
  return { from: 'function_call', value: calls.length === 1 ? calls[0]! : `[${calls.join(', ')}]` }
}

/** The arguments stand in it word for word. */
const callText = ({ name, text }: ExportCall) => `{"name": ${JSON.stringify(name)}, "arguments": ${text}}`

/** A result among others of one list: word for word where it is JSON, else as a text. */
const asJson = (text: string) => (text.trim() !== '' && parseJson(text).ok ? text : JSON.stringify(text))

const ASKS = new Set(['human', 'observation'])

/** By places: the first, third … ask, the others answer. */
function mustAlternate(conversations: readonly Said[]): void {
  const wrong = conversations.find(({ from }, place) => ASKS.has(from) !== (place % 2 === 0))
  if (wrong) throw new Unsayable('two messages of one side stand in a row')
}

/** LLaMA-Factory's reading of OpenAI messages: arguments as objects, `content` on every message. */
export function llamaFactoryOpenAiRow(row: ExportRow, notes: Notes): JsonObject {
  alternating(row, new Notes())
  const turns = dropTextBesideCalls(row.turns, notes)
  const { system, rest } = takeSystem(turns, notes)
  noteReasoning(turns, notes)
  noteDeveloper(row.turns, notes)
  const messages = rest.map((turn): JsonObject => {
    if (turn.role === 'tool') return { role: 'tool', content: turn.text }
    if (turn.role !== 'assistant') return { role: turn.role, content: turn.text }
    const { calls, text } = turn
    const tool_calls = calls.map((call) => ({
      type: 'function',
      function: { name: call.name, arguments: asValue(call, notes) },
    }))
    return { role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls }) }
  })
  return {
    messages: system === null ? messages : [{ role: 'system', content: system }, ...messages],
    tools: row.tools.length === 0 ? '' : notes.print(functionsOf(row, 'ALWAYS')),
  }
}
