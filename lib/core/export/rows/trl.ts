import type { JsonObject } from '../../record/conversation'
import type { ExportRow, ExportTurn } from '../turns'
import {
  functionsOf,
  mustFollowTheirCalls,
  mustHaveNoWeights,
  type Notes,
  noteDeveloper,
  noteNothingAfter,
  noteReasoning,
  noteUnanswered,
} from './rules'
import { asValue } from './values'

/** TRL's conversational row: arguments as objects, results by name, tools as JSON text, which its trainers parse. */
export function trlRow(row: ExportRow, notes: Notes): JsonObject {
  const { turns } = row
  mustHaveNoWeights(turns)
  mustFollowTheirCalls(turns)
  noteUnanswered(turns, notes)
  noteNothingAfter(turns, notes)
  noteReasoning(turns, notes)
  noteDeveloper(turns, notes)
  return { messages: turns.map((turn) => trlMessage(turn, notes)), ...trlTools(row, notes) }
}

export const trlTools = (row: ExportRow, notes: Notes): JsonObject =>
  row.tools.length === 0 ? {} : { tools: notes.print(functionsOf(row)) }

export function trlMessage(turn: ExportTurn, notes: Notes): JsonObject {
  if (turn.role === 'tool') return { role: 'tool', name: turn.name, content: turn.text }
  if (turn.role !== 'assistant') return { role: turn.role, content: turn.text }
  const calls = turn.calls.map((call) => ({
    type: 'function',
    function: { name: call.name, arguments: asValue(call, notes) },
  }))
  return { role: 'assistant', content: turn.text, ...(calls.length > 0 && { tool_calls: calls }) }
}

/** Axolotl's chat_template row: arguments as text, which it parses, and `train` for what is not to be learned. */
export function axolotlRow(row: ExportRow, notes: Notes): JsonObject {
  const { turns } = row
  mustFollowTheirCalls(turns)
  noteUnanswered(turns, notes)
  noteNothingAfter(turns, notes)
  noteDeveloper(turns, notes)
  const messages = turns.map((turn): JsonObject => {
    if (turn.role === 'tool') return { role: 'tool', name: turn.name, tool_call_id: turn.id, content: turn.text }
    if (turn.role !== 'assistant') return { role: turn.role, content: turn.text }
    const { text, calls, reasoning, weight } = turn
    return {
      ...{ role: 'assistant', content: text },
      ...(reasoning !== '' && { reasoning_content: reasoning }),
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ id, name, text: args }) => ({
          ...{ id, type: 'function', function: { name, arguments: args } },
        })),
      }),
      ...(weight === 0 && { train: false }),
    }
  })
  return { messages, tools: notes.print(functionsOf(row, 'ALWAYS')) }
}
