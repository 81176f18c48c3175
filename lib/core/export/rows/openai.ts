import type { JsonObject } from '../../record/conversation'
import type { ExportRow, ExportTurn } from '../turns'
import {
  callsAsText,
  functionsOf,
  mustBeAnswered,
  mustEndOnAssistant,
  mustFollowTheirCalls,
  type Notes,
  noteDeveloper,
  noteNothingAfter,
  noteReasoning,
  noteUnanswered,
} from './rules'

/** OpenAI's fine-tuning row; its messages are those of functionary too, with names on results and masks for weights. */
export function openAiRow(row: ExportRow, notes: Notes): JsonObject {
  const { turns } = row
  mustEndOnAssistant(turns)
  mustBeAnswered(turns)
  mustFollowTheirCalls(turns)
  noteReasoning(turns, notes)
  return {
    messages: turns.map(openAiMessage),
    ...(row.tools.length > 0 && { tools: functionsOf(row), parallel_tool_calls: callsInParallel(turns) }),
  }
}

export const callsInParallel = (turns: readonly ExportTurn[]) =>
  turns.some((turn) => turn.role === 'assistant' && turn.calls.length > 1)

export function openAiMessage(turn: ExportTurn): JsonObject {
  if (turn.role === 'tool') return { role: 'tool', tool_call_id: turn.id, content: turn.text }
  if (turn.role !== 'assistant') {
    return { role: turn.sourceRole === 'developer' ? 'developer' : turn.role, content: turn.text }
  }
  const { role, text, calls, weight } = turn
  return {
    ...{ role, content: text === '' ? null : text },
    ...(calls.length > 0 && { tool_calls: callsAsText(calls) }),
    ...(weight !== null && { weight }),
  }
}

/** Functionary joins nothing by id: results stand in the order of their calls and carry their tool's name. */
export function functionaryRow(row: ExportRow, notes: Notes): JsonObject {
  const { turns } = row
  mustFollowTheirCalls(turns)
  noteUnanswered(turns, notes)
  noteNothingAfter(turns, notes)
  noteReasoning(turns, notes)
  noteDeveloper(turns, notes)
  return {
    messages: turns.map((turn): JsonObject => {
      if (turn.role === 'tool') return { role: 'tool', tool_call_id: turn.id, name: turn.name, content: turn.text }
      if (turn.role !== 'assistant') return { role: turn.role, content: turn.text }
      const { weight: _, ...message } = openAiMessage(turn)
      return { ...message, ...(turn.weight === 0 && { metadata: { masked: true } }) }
    }),
    tools: functionsOf(row, 'ALWAYS'),
  }
}
