import { readInspectSample } from '../import/readers/inspect'
import type { JsonValue } from '../json/values'
import { isObject } from '../record/arguments'
import type { Conversation, JsonObject } from '../record/conversation'
import { toResponse } from '../record/response'
import { type Outcome, type ResponseContent, responseContentSchema } from '../trajectory/content'
import { clean } from './clean'
import { readScores, type SampleScore } from './scores'

export interface EvaluationSample extends SampleScore {
  /** As the log calls it; never trusted as a path. */
  sampleId: string
  epoch: number
  category: string
  /** Why it could not be run to its end. */
  error: string | null
  limit: string | null
  /** What was asked: goes to the hash list and is kept nowhere else than in the transcript. */
  prompts: string[]
  /** Null: its messages cannot be read; `problem` says why. The score counts all the same. */
  content: ResponseContent | null
  problem: string | null
}

/** One sample of an Inspect log; `problem`: what stands in it that cannot be kept. Null: it does not say which it is. */
export function readSample(value: JsonObject, issue: string | null = null): EvaluationSample | null {
  const { id } = value
  if (typeof id !== 'string' && typeof id !== 'number') return null
  const sampleId = clean(String(id))
  if (sampleId === '') return null
  const metadata = isObject(value.metadata) ? (value.metadata as JsonObject) : {}
  const read = issue === null ? readContent(value) : { content: null, problem: issue }
  return {
    ...{ sampleId, epoch: typeof value.epoch === 'number' && value.epoch >= 1 ? Math.floor(value.epoch) : 1 },
    ...{ category: typeof metadata.category === 'string' ? clean(metadata.category) : '', ...readScores(value.scores) },
    error: isObject(value.error) ? clean(String(value.error.message ?? 'it broke off')) : null,
    limit: isObject(value.limit) ? clean(String(value.limit.type ?? 'unknown')) : null,
    prompts: promptsOf(value, metadata),
    ...read,
  }
}

function readContent(value: JsonObject): Pick<EvaluationSample, 'content' | 'problem'> {
  const read = readInspectSample(value)
  if (!read.ok) return { content: null, problem: read.message }
  const content = { ...toResponse(read.conversation), outcome: outcomeOf(value, read.conversation) }
  const checked = responseContentSchema.safeParse(content)
  if (checked.success) return { content: checked.data, problem: null }
  // Tools stand in events alone, and a log may hold some that no provider would take.
  const without = responseContentSchema.safeParse({ ...content, tools: [] })
  const problem = checked.error.issues[0]!.message
  return { content: without.data ?? null, problem: without.success ? `Its tools were left out: ${problem}` : problem }
}

function promptsOf({ input }: JsonObject, { prompt }: JsonObject): string[] {
  const asked = typeof input === 'string' ? [input] : Array.isArray(input) ? input.flatMap(userText) : []
  const given = typeof prompt === 'string' ? [prompt] : []
  return [...new Set([asked.join('\n'), ...given].map((text) => text.trim()))].filter((text) => text !== '')
}

function userText(message: JsonValue): string[] {
  if (!isObject(message) || message.role !== 'user') return []
  const { content } = message
  if (typeof content === 'string') return [content]
  return Array.isArray(content)
    ? content.flatMap((part) => (isObject(part) && typeof part.text === 'string' ? [part.text] : []))
    : []
}

const ENDS: Record<string, Outcome> = {
  ...{ stop: 'FINISHED', max_tokens: 'TRUNCATED', model_length: 'TRUNCATED', content_filter: 'FILTERED' },
}
const LIMITS: Record<string, Outcome> = { message: 'STEP_LIMIT', turn: 'STEP_LIMIT', token: 'TOKEN_LIMIT' }

/** As the log's own words say; whether a text refuses is not read here. */
function outcomeOf({ error, limit, output }: JsonObject, { messages }: Conversation): Outcome {
  if (isObject(error)) return 'MODEL_ERROR'
  if (isObject(limit)) return LIMITS[String(limit.type)] ?? 'UNKNOWN'
  const choices = isObject(output) && Array.isArray(output.choices) ? output.choices : []
  const last = choices[0]
  if (!isObject(last)) return 'UNKNOWN'
  if (isObject(last.stop_details) && last.stop_details.type === 'refusal') return 'REFUSED'
  const end = ENDS[String(last.stop_reason)] ?? 'UNKNOWN'
  const answered = messages.findLast(({ role }) => role === 'assistant')
  const calls = answered?.role === 'assistant' && answered.calls.length > 0
  return end === 'FINISHED' && calls ? 'UNKNOWN' : end
}
