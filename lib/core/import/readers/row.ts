import type { JsonPath, JsonValue } from '../../json/values'
import type { Conversation } from '../../record/conversation'

/** What a reader makes of one row: the record with what was noticed on the way, or why it is none and where. */
export type ReadRow =
  | { ok: true; conversation: Conversation; notes: string[] }
  | { ok: false; message: string; path: JsonPath }
export type ReadValue = (value: JsonValue) => ReadRow

export class RowProblem extends Error {
  constructor(
    message: string,
    readonly path: JsonPath = [],
  ) {
    super(message)
  }
}

/** Rows that cannot be read are answers, not exceptions. */
export function reading(read: (notes: Set<string>) => Conversation): ReadRow {
  const notes = new Set<string>()
  try {
    return { ok: true, conversation: read(notes), notes: [...notes] }
  } catch (error) {
    if (error instanceof RowProblem) return { ok: false, message: error.message, path: error.path }
    throw error
  }
}
