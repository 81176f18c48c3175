import type { Conversation, JsonObject } from '../../record/conversation'
import { type ExportRow, Unsayable } from '../turns'
import {
  callsAsText,
  mustBeAnswered,
  mustEndOnAssistant,
  mustFollowTheirCalls,
  mustHaveNoWeights,
  type Notes,
  noteReasoning,
} from './rules'

/** AgentAlign's published row. Its rows have no message of the system, and results carry no name. */
export function agentAlignRow(row: ExportRow, notes: Notes, conversation: Conversation): JsonObject {
  const turns = row.turns.filter(({ role }) => role !== 'system')
  if (turns.length < row.turns.length) notes.add('messages of the system are left out')
  mustEndOnAssistant(turns)
  mustBeAnswered(turns)
  mustFollowTheirCalls(turns)
  mustHaveNoWeights(turns)
  if (turns[0]?.role !== 'user') throw new Unsayable('its first message is not the user’s')
  if (conversation.id === '') throw new Unsayable('it has no id')
  const place = placeOf(conversation, notes)
  if (place.category !== 'benign' && turns.some((turn) => turn.role === 'assistant' && turn.calls.length > 0)) {
    throw new Unsayable('a harmful row that calls tools: its rows are one refusal')
  }
  noteReasoning(turns, notes)
  return {
    ...{ id: conversation.id, ...place, pattern: conversation.pattern },
    messages: turns.map((turn): JsonObject => {
      if (turn.role === 'tool') return { role: 'tool', content: turn.text, tool_call_id: turn.id }
      if (turn.role !== 'assistant') return { role: turn.role, content: turn.text }
      const { text, calls } = turn
      return { role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls: callsAsText(calls) }) }
    }),
    tools: row.tools.map(({ name, given }) => ({
      ...{ type: 'function', ...(given as unknown as JsonObject) },
      function: { ...(given.function as JsonObject), name },
    })),
  }
}

function placeOf({ intent, split, category }: Conversation, notes: Notes): { category: string; sub_category: string } {
  const settled = intent === 'BORDERLINE' ? split : intent
  if (intent === 'BORDERLINE') notes.add('it has no word for borderline: the row is what it was settled to be')
  if (settled === null) throw new Unsayable('whether it is harmful or benign nobody has said')
  if (settled === 'BENIGN') return { category: 'benign', sub_category: 'benign' }
  const [name, sub] = category
  if (name === undefined || sub === undefined) throw new Unsayable('harmful and without category and subcategory')
  return { category: name, sub_category: sub }
}
