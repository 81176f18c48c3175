import type { Conversation, JsonObject } from '../../record/conversation'
import type { ExportRow } from '../turns'
import {
  callsAsText,
  functionsOf,
  mustFollowTheirCalls,
  type Notes,
  noteDeveloper,
  noteNothingAfter,
  noteUnanswered,
} from './rules'

/**
 * A row for the Hub: the conversation in OpenAI's form with what is known of it beside. The same members in every row,
 * arguments and tools as JSON text, so that every loader infers one schema for the whole file.
 */
export function huggingFaceRow(row: ExportRow, notes: Notes, conversation: Conversation): JsonObject {
  const { turns } = row
  mustFollowTheirCalls(turns)
  noteUnanswered(turns, notes)
  noteNothingAfter(turns, notes)
  noteDeveloper(turns, notes)
  const { id, intent, split, category, pattern, label, licence, source } = conversation
  return {
    ...{ id, intent: intent?.toLowerCase() ?? null, split: split?.toLowerCase() ?? null },
    ...{ category: category[0] ?? null, sub_category: category[1] ?? null, pattern, label, licence, source },
    messages: turns.map((turn): JsonObject => {
      const said = turn.role === 'assistant' ? turn : null
      const result = turn.role === 'tool' ? turn : null
      return {
        role: turn.role,
        content: turn.text,
        tool_calls: said && said.calls.length > 0 ? callsAsText(said.calls) : null,
        tool_call_id: result?.id ?? null,
        name: result?.name ?? null,
        reasoning_content: said?.reasoning || null,
        weight: said?.weight ?? null,
      }
    }),
    tools: notes.print(functionsOf(row)),
  }
}

/** The same row flat, for Parquet: texts only, conversations and lists as JSON text. Null where the row has null. */
export const HUGGINGFACE_COLUMNS = [
  ...(['id', 'intent', 'split', 'category', 'sub_category', 'pattern_json', 'label', 'licence', 'source'] as const),
  ...(['messages_json', 'tools_json'] as const),
]
export function flatRow(row: JsonObject): Record<(typeof HUGGINGFACE_COLUMNS)[number], string | null> {
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : null)
  return {
    ...{ id: text('id'), intent: text('intent'), split: text('split'), category: text('category') },
    ...{ sub_category: text('sub_category'), pattern_json: JSON.stringify(row.pattern), label: text('label') },
    ...{ licence: text('licence'), source: text('source') },
    ...{ messages_json: JSON.stringify(row.messages), tools_json: text('tools') },
  }
}
