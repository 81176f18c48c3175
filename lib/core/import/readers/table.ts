import { parseJson } from '../../json/parse'
import type { JsonValue } from '../../json/values'
import { isObject } from '../../record/arguments'
import type { JsonObject } from '../../record/conversation'
import { readChat } from './chat'
import { readGlaive } from './glaive'
import type { ReadRow } from './row'
import { readShareGpt } from './sharegpt'
import { readToolAce } from './toolace'

/** Columns whose cells are JSON where a table has no types of its own. */
const NESTED = ['messages', 'conversations', 'conversation', 'tools', 'functions', 'pattern'] as const
const ASKED = ['prompt', 'instruction', 'question', 'input', 'user'] as const
const SAID = ['response', 'output', 'answer', 'completion', 'assistant'] as const

/**
 * A row of a table (CSV, Parquet), read by its columns: `messages` as OpenAI has them, `conversations` as ShareGPT or
 * ToolACE, `system` and `chat` as Glaive, else a question and its answer in columns of their own.
 */
export function readTableRow(value: JsonValue): ReadRow {
  if (!isObject(value)) return { ok: false, message: 'A row is an object', path: [] }
  const nested = nest(value)
  if (!nested.ok) return nested
  const { row } = nested
  if (Array.isArray(row.messages)) return readChat(row)
  if (Array.isArray(row.conversations) || Array.isArray(row.conversation)) {
    return isToolAce(row) ? readToolAce(row) : readShareGpt(row)
  }
  if (typeof row.system === 'string' && typeof row.chat === 'string') return readGlaive(row)
  return readPair(row)
}

/** ToolACE's system text introduces its tools by these words. */
export const isToolAce = ({ system }: JsonObject) =>
  typeof system === 'string' && /functions in JSON format that you can invoke/i.test(system)

type Nested = { ok: true; row: JsonObject } | Extract<ReadRow, { ok: false }>

/** Columns that are left empty are no members; texts of nested ones are read as the JSON that they are. */
function nest(value: JsonObject): Nested {
  const row: JsonObject = {}
  for (const [key, cell] of Object.entries(value)) if (cell !== null) row[key] = cell
  for (const key of NESTED) {
    const cell = row[key]
    if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) continue
    const parsed = parseJson(cell, 'EXACT')
    if (!parsed.ok) return { ok: false, message: `Its ${key} are no JSON: ${parsed.problems[0]!.message}`, path: [key] }
    row[key] = parsed.value
  }
  return { ok: true, row }
}

function readPair(row: JsonObject): ReadRow {
  const asked = ASKED.find((key) => isFilled(row[key]))
  const said = SAID.find((key) => isFilled(row[key]))
  if (asked === undefined || said === undefined) {
    const columns = Object.keys(row).slice(0, 20).join(', ')
    const message = `None of its columns (${columns}) holds messages, and no two of them a question and its answer`
    return { ok: false, message, path: [] }
  }
  const { [asked]: question, [said]: answer, system, ...rest } = row
  const messages: JsonValue[] = [
    ...(isFilled(system) ? [{ role: 'system', content: system! }] : []),
    { role: 'user', content: question! },
    { role: 'assistant', content: answer! },
  ]
  const read = readChat({ ...rest, messages })
  return read.ok ? { ...read, conversation: { ...read.conversation, extra: row } } : read
}

const isFilled = (value: JsonValue | undefined) => typeof value === 'string' && value.trim() !== ''
