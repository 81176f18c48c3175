import { z } from 'zod'
import { instructionContentSchema, type ToolSchema } from '../instruction/content'
import { parseJson } from '../json/parse'
import type { JsonPath, JsonValue } from '../json/values'
import { type Message, type Outcome, type ResponseContent, responseContentSchema } from '../trajectory/content'
import { anthropicSchema, MessageProblem, readAnthropic, readChat } from './chat-messages'
import { intentOfId } from './instructions'
import type { Origin } from './origin'

/** AgentAlign's response, safety and trajectory files. */

export interface ShapedResponse {
  kind: 'response'
  /** The row's id in its source: that of the instruction that it answers. */
  sourceId: string | null
  /** As the record says them; the instruction that it is joined with may know more. */
  category: string[]
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN' | null
  /** What files of its format hold where nothing says it; null: a person has to. */
  presumed: 'HARMFUL' | 'BENIGN' | null
  model: string | null
  /** The user's text; null: only the instruction with the same id has it. */
  request: string | null
  /** Null: only the instruction with the same id has them. */
  tools: ToolSchema[] | null
  /** Without the user's text where `request` is null: it then comes before the first message of the assistant. */
  messages: Message[]
  outcome: Outcome
  /** The simulated world that answered its calls, where the record names one. */
  world?: ResponseContent['world']
  /** Whose row it is; absent: the project's own. */
  origin?: Origin
  /** A row of conversations: the instruction that it answers is made with it, unless the project has that text. */
  asks?: { pattern: string[] }
  /** What its source scored it, in words; a scorer's and no person's. */
  score?: string | null
  /** The item's number in the project that wrote it out, where one did. */
  item?: number | null
}
export type ShapedResponses = { ok: true; contents: ShapedResponse[] } | { ok: false; message: string; path: JsonPath }

const name = z.string().trim().min(1).max(200)
const shared = {
  id: z.union([z.string().max(200), z.number()]).nullish(),
  category: name.nullish(),
  sub_category: z.string().max(200).nullish(),
  tools: z.unknown().optional(),
  model: z.string().max(200).nullish(),
}
const answerSchema = z.looseObject({
  ...shared,
  instruction: z.string().min(1).max(20_000),
  response: z.union([z.string(), anthropicSchema]),
})
const historySchema = z.looseObject({
  ...shared,
  instruction: z.string().min(1).max(20_000).nullish(),
  chat_history: z.union([z.string(), z.array(z.unknown())]),
})
/** A row with an answer: Anthropic's message, an error in its place, or (safety rows) the text alone. */
export function shapeAnswer(value: JsonValue): ShapedResponses {
  return shapeBy(answerSchema, value, ({ instruction, response, ...row }) => {
    const answer: Message =
      typeof response === 'string' ? { role: 'assistant', text: response, calls: [] } : readAnthropic(response)
    const model = typeof response === 'string' ? null : response.model
    const messages: Message[] = [{ role: 'user', text: instruction }, answer]
    const facts = factsOf({ ...row, model: row.model ?? model })
    return { ...facts, presumed: 'HARMFUL', request: instruction, messages, outcome: outcomeOf(messages) }
  })
}

/** A trajectory: messages and whole completions, or the text of the error that ended it. */
export function shapeHistory(value: JsonValue): ShapedResponses {
  return shapeBy(historySchema, value, ({ chat_history: history, instruction, ...row }) => {
    const read =
      typeof history === 'string'
        ? { messages: [{ role: 'assistant', text: history, calls: [], stop: 'error' } satisfies Message], model: null }
        : within('chat_history', () => readChat(history))
    const asked = read.messages.some(({ role }) => role === 'user')
    const given: Message[] = !asked && instruction ? [{ role: 'user', text: instruction }] : []
    const messages = [...given, ...read.messages]
    const facts = factsOf({ ...row, model: row.model ?? read.model })
    return { ...facts, presumed: 'BENIGN', request: requestIn(messages), messages, outcome: outcomeOf(messages) }
  })
}

function shapeBy<T>(
  schema: z.ZodType<T>,
  value: JsonValue,
  build: (row: T) => Omit<ShapedResponse, 'kind'>,
): ShapedResponses {
  const checked = schema.safeParse(value)
  if (!checked.success) return refusal(checked.error)
  try {
    const shaped = { kind: 'response' as const, ...build(checked.data) }
    const fits = responseContentSchema.shape.messages.safeParse(shaped.messages)
    if (!fits.success) return refusal(fits.error)
    if (!shaped.messages.some(({ role }) => role === 'assistant')) {
      return { ok: false, message: 'Nothing answers in it: it has no message of an assistant', path: [] }
    }
    return { ok: true, contents: [shaped] }
  } catch (error) {
    if (error instanceof MessageProblem) return { ok: false, message: error.message, path: error.path }
    throw error
  }
}

const refusal = ({ issues }: z.ZodError): ShapedResponses => ({
  ok: false,
  message: issues[0]!.message,
  path: issues[0]!.path.filter((part) => typeof part !== 'symbol'),
})

function within<T>(key: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof MessageProblem) throw new MessageProblem(error.message, [key, ...error.path])
    throw error
  }
}

interface Row {
  id?: string | number | null | undefined
  category?: string | null | undefined
  sub_category?: string | null | undefined
  tools?: unknown
  model?: string | null | undefined
}

function factsOf({
  id,
  category,
  sub_category: sub,
  tools,
  model,
}: Row): Pick<ShapedResponse, 'sourceId' | 'category' | 'intent' | 'model' | 'tools'> {
  const benign = category === 'benign'
  const sourceId = id === null || id === undefined ? null : String(id)
  const path = category && !benign ? [category, ...(sub?.trim() ? [sub.trim()] : [])] : []
  return {
    ...{ sourceId, category: path, model: model ?? null, tools: readTools(tools) },
    intent: benign ? 'BENIGN' : path.length > 0 ? 'HARMFUL' : intentOfId(sourceId ?? undefined),
  }
}

/** A list, or the JSON text of one, of functions with or without their wrapping; null: the record says nothing of tools. */
function readTools(given: unknown): ToolSchema[] | null {
  if (given === undefined || given === null) return null
  const value = typeof given === 'string' ? readJson(given) : given
  const wrapped = Array.isArray(value)
    ? value.map((tool: unknown) => (isBare(tool) ? { type: 'function', function: tool } : tool))
    : value
  const checked = instructionContentSchema.shape.tools.safeParse(wrapped)
  if (checked.success) return checked.data
  throw new MessageProblem(checked.error.issues[0]!.message, ['tools'])
}

function readJson(text: string): unknown {
  if (text.trim() === '') return []
  const parsed = parseJson(text)
  if (!parsed.ok) throw new MessageProblem('Its tools are a text that is no JSON', ['tools'])
  return parsed.value
}

const isBare = (tool: unknown) => typeof tool === 'object' && tool !== null && !('function' in tool) && 'name' in tool

const requestIn = (messages: readonly Message[]): string | null =>
  messages.find((message) => message.role === 'user')?.text ?? null

/** What the source's own words say of the end; whether a text refuses is not read here. */
export function outcomeOf(messages: readonly Message[]): Outcome {
  const last = messages.findLast((message) => message.role === 'assistant')
  if (!last) return 'UNKNOWN'
  if (last.stop === 'error') return 'MODEL_ERROR'
  if (last.stop === 'length') return 'TRUNCATED'
  if (last.stop === 'content_filter') return 'FILTERED'
  if (last.stop === 'refusal') return 'REFUSED'
  return last.stop === 'stop' && last.calls.length === 0 ? 'FINISHED' : 'UNKNOWN'
}

export interface JoinedInstruction {
  text: string
  tools: ToolSchema[]
}

/**
 * A response's messages and tools with what the instruction of the same id knows.
 * @returns null where nobody knows what was asked
 */
export function completeResponse(
  { request, messages, tools }: Pick<ShapedResponse, 'request' | 'messages' | 'tools'>,
  instruction: JoinedInstruction | null,
): { request: string; messages: Message[]; tools: ToolSchema[] } | null {
  const offered = tools ?? instruction?.tools ?? []
  if (request !== null) return { request, messages, tools: offered }
  if (!instruction) return null
  const system = messages.filter(({ role }) => role === 'system')
  const rest = messages.filter(({ role }) => role !== 'system')
  return {
    request: instruction.text,
    messages: [...system, { role: 'user', text: instruction.text }, ...rest],
    tools: offered,
  }
}
