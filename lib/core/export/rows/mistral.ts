import type { JsonObject } from '../../record/conversation'
import { nineCharacterIds } from '../call-ids'
import { type ExportRow, Unsayable } from '../turns'
import {
  callsAsText,
  functionsOf,
  mustBeAnswered,
  mustEndOnAssistant,
  mustFollowTheirCalls,
  type Notes,
  noteDeveloper,
  noteReasoning,
  splitTextFromCalls,
  takeSystem,
} from './rules'

/** mistral-finetune's instruct row: ids of nine characters, and a message either speaks or calls. */
export function mistralRow(row: ExportRow, notes: Notes): JsonObject {
  const { system, rest } = takeSystem(row.turns, notes)
  mustEndOnAssistant(rest)
  mustBeAnswered(rest)
  mustFollowTheirCalls(rest)
  if (rest.length === 1) throw new Unsayable('nobody asks anything in it')
  rest.forEach((turn, place) => {
    if (turn.role === 'user' && rest[place - 1]?.role === 'tool') {
      throw new Unsayable('a message of the user follows a result that nobody answered')
    }
  })
  noteReasoning(rest, notes)
  noteDeveloper(row.turns, notes)
  const messages = nineCharacterIds(splitTextFromCalls(rest, notes)).map((turn): JsonObject => {
    if (turn.role === 'tool') return { role: 'tool', tool_call_id: turn.id, name: turn.name, content: turn.text }
    if (turn.role !== 'assistant') return { role: turn.role, content: turn.text }
    const said: JsonObject = turn.calls.length > 0 ? { tool_calls: callsAsText(turn.calls) } : { content: turn.text }
    return { role: 'assistant', ...said, ...(turn.weight !== null && { weight: turn.weight }) }
  })
  return {
    messages: system === null ? messages : [{ role: 'system', content: system }, ...messages],
    ...(row.tools.length > 0 && { tools: functionsOf(row, 'ALWAYS') }),
  }
}
