import type { ResponseLabel } from '../compliance/labels'
import type { ToolSchema } from '../instruction/content'
import type { JsonValue } from '../json/values'
import type { AssistantMessage, Outcome, ResponseContent, ToolMessage } from '../trajectory/content'

export type JsonObject = { [key: string]: JsonValue }

/** What a message says, with the form in which its source held it. */
export interface Words {
  text: string
  /** PARTS: `parts` are they as they stood, and `text` is what of them is text. */
  form: 'TEXT' | 'PARTS' | 'NULL' | 'ABSENT'
  parts?: JsonValue[]
  /** Some of it is no text: images, files, parts of unknown types. */
  other?: boolean
  /** The member that held it, where that is not "content". */
  key?: string
}

/** One call of a tool, its arguments both word for word and read. */
export interface RecordCall {
  /** As the source has it; empty where it has none. */
  id: string
  name: string
  /** The arguments' text as it stood; null: the source held no text but a value. */
  raw: string | null
  /** What the arguments say; undefined: nothing, or (with `raw`) a text that is no JSON. */
  value: JsonValue | undefined
  /** Made of the message's `function_call`, which stands in its `extra`. */
  legacy?: true
  /** Members of the source's call, and of its function, that are not read. */
  extra?: { call: JsonObject; function: JsonObject }
}

interface Shared {
  content: Words
  /** The source's word for the role where it is not ours: "developer", "function" … */
  sourceRole?: string
  /** Members of the source's message that are not read. */
  extra?: JsonObject
}
export type RecordMessage =
  | (Shared & { role: 'system' | 'user' })
  | (Shared & {
      role: 'assistant'
      reasoning: string
      calls: RecordCall[]
      /** Whether a trainer is to learn it, where the source says so. */
      weight: 0 | 1 | null
      stop?: AssistantMessage['stop']
    })
  | (Shared & {
      role: 'tool'
      /** Empty where the source has none. */
      callId: string
      name: string
      error: boolean
      source: ToolMessage['source']
    })

/**
 * One conversation with tools, whatever it was read from, and what is known of it. Loses nothing of what its source says:
 * what is not read is kept beside it. Readers (core/import/readers) make it, formats (core/export) write it.
 */
export interface Conversation {
  /** Unique among the rows of a data set; empty where the source has none. */
  id: string
  messages: RecordMessage[]
  /** Offered to the model, each as its source has it. */
  tools: ToolSchema[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN' | null
  /** What a borderline one was settled to be. */
  split: 'BENIGN' | 'HARMFUL' | null
  /** Category and subcategory; empty where nothing says them. */
  category: string[]
  /** Capabilities in order. */
  pattern: string[]
  /** What people found it to be; null: nobody has said. */
  label: ResponseLabel | null
  quarantined: boolean
  licence: string | null
  /** The data set it comes from; null: made in Plumbline. */
  source: string | null
  outcome: Outcome
  world: ResponseContent['world']
  /** Members of the source's row that are not read. */
  extra?: JsonObject
}

export const emptyConversation = (id: string): Conversation => ({
  ...{ id, messages: [], tools: [], intent: null, split: null, category: [], pattern: [], label: null },
  ...{ quarantined: false, licence: null, source: null, outcome: 'UNKNOWN', world: null },
})

export const words = (text: string): Words => ({ text, form: 'TEXT' })
