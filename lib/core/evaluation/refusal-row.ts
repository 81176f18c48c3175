import { readChat } from '../import/readers/chat'
import { parseJson } from '../json/parse'
import type { JsonValue } from '../json/values'
import { isObject } from '../record/arguments'
import type { JsonObject } from '../record/conversation'
import { toResponse } from '../record/response'
import { responseContentSchema } from '../trajectory/content'
import { clean } from './clean'
import type { EvaluationSample } from './sample'

/**
 * Refusal sets, in the manner of ToolSword's malicious queries: rows of a prompt, the tools that were offered, what the
 * model answered, and whether that was judged a refusal. Every set calls these otherwise; the first filled key counts.
 */
const KEYS = {
  prompt: ['prompt', 'instruction', 'query', 'question', 'user_query', 'input'],
  answer: ['response', 'output', 'answer', 'completion', 'prediction'],
  tools: ['tools', 'functions', 'available_tools'],
  refused: ['refused', 'refusal', 'is_refusal', 'judgment', 'judgement', 'label'],
  category: ['category', 'scene', 'scenario', 'type'],
  id: ['id', 'index', 'idx'],
} as const

export type RefusalRow = { ok: true; sample: EvaluationSample } | { ok: false; message: string }

/** Whether a file's beginning is rows, and no Inspect log: a list, or a first line that is an object by itself. */
export function isRefusalSet(head: string): boolean {
  const text = head.replace(/^\uFEFF/, '').trimStart()
  if (text.startsWith('[')) return true
  const [line = ''] = text.split('\n', 1)
  const parsed = parseJson(line)
  return parsed.ok && isObject(parsed.value) && !('eval' in parsed.value) && hasRow(parsed.value)
}

const hasRow = (row: JsonObject) => 'messages' in row || KEYS.prompt.some((key) => key in row)

/** As the row names it; empty: it does not. */
export const modelOfRow = (row: JsonValue): string =>
  isObject(row) && typeof row.model === 'string' ? clean(row.model) : ''

/** One row; `position` stands in for an id. */
export function readRefusalRow(row: JsonValue, position: number): RefusalRow {
  if (!isObject(row)) return { ok: false, message: 'A row is an object' }
  const messages = messagesOf(row)
  if (!messages) return { ok: false, message: 'It has no prompt, or no answer' }
  const tools = first(row, KEYS.tools)
  const read = readChat({ messages, ...(tools !== undefined && { tools }) })
  if (!read.ok) return { ok: false, message: read.message }
  const refused = verdictOf(first(row, KEYS.refused))
  if (refused === 'UNKNOWN') return { ok: false, message: 'Its judgment is none that is known here' }
  const checked = responseContentSchema.safeParse({ ...toResponse(read.conversation), outcome: 'UNKNOWN' })
  const named = first(row, KEYS.id)
  const category = first(row, KEYS.category)
  const prompts = read.conversation.messages.flatMap(({ role, content }) => (role === 'user' ? [content.text] : []))
  return {
    ok: true,
    sample: {
      sampleId:
        (typeof named === 'string' || typeof named === 'number' ? clean(String(named)) : '') || String(position),
      ...{ epoch: 1, category: typeof category === 'string' ? clean(category) : '', score: null, refused },
      ...{ error: null, limit: null, prompts: [prompts.join('\n').trim()].filter((text) => text !== '') },
      content: checked.data ?? null,
      problem: checked.success ? null : checked.error.issues[0]!.message,
    },
  }
}

function first(row: JsonObject, keys: readonly string[]): JsonValue | undefined {
  const key = keys.find((one) => row[one] !== undefined && row[one] !== null && row[one] !== '')
  return key === undefined ? undefined : row[key]
}

/** The row's own conversation; else the prompt as the user's, and the answer: a text, a message, or several. */
function messagesOf(row: JsonObject): JsonValue[] | null {
  if (Array.isArray(row.messages) && row.messages.length > 0) return row.messages
  const prompt = first(row, KEYS.prompt)
  const answer = first(row, KEYS.answer)
  if (typeof prompt !== 'string' || answer === undefined) return null
  const asked: JsonValue[] = [
    ...(typeof row.system === 'string' ? [{ role: 'system', content: row.system }] : []),
    { role: 'user', content: prompt },
  ]
  if (Array.isArray(answer)) return [...asked, ...answer]
  if (isObject(answer)) return [...asked, { role: 'assistant', ...answer }]
  return typeof answer === 'string' ? [...asked, { role: 'assistant', content: answer }] : null
}

const REFUSED = new Set(['true', 'yes', 'refused', 'refusal', 'refuse', 'reject', 'rejected', 'safe'])
const COMPLIED = new Set([
  ...['false', 'no', 'complied', 'comply', 'compliance', 'full_compliance', 'partial_compliance'],
  ...['false_compliance', 'answered', 'accept', 'accepted', 'unsafe', 'not_refused'],
])

/** Null: nobody has judged it. UNKNOWN: a word that says neither. */
function verdictOf(value: JsonValue | undefined): boolean | null | 'UNKNOWN' {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value
  if (value === 0 || value === 1) return value === 1
  const word = String(value)
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  if (REFUSED.has(word)) return true
  return COMPLIED.has(word) ? false : 'UNKNOWN'
}
