import { z } from 'zod'
import { instructionContentSchema } from '../instruction/content'
import { jsonBytes } from './size'

/** Bytes of all messages together, as JSON. */
export const MESSAGES_SIZE = 4 * 1024 * 1024
export const MOST_MESSAGES = 2_000

export const STOPS = ['stop', 'tool_calls', 'length', 'content_filter', 'refusal', 'error', 'other'] as const
export const RESULT_SOURCES = ['SIMULATED', 'IMPORTED', 'EDITED'] as const
export const OUTCOMES = [
  'FINISHED',
  'REFUSED',
  'STEP_LIMIT',
  'TOKEN_LIMIT',
  'TRUNCATED',
  'FILTERED',
  'MODEL_ERROR',
  'UNKNOWN',
] as const
export type Outcome = (typeof OUTCOMES)[number]

const toolCallSchema = z.strictObject({
  /** Empty where the source has none: results are then joined by their order. */
  id: z.string().max(200),
  name: z.string().max(200),
  /** As the model wrote them, word for word: often JSON, not always. */
  arguments: z.string(),
})
export type ToolCall = z.infer<typeof toolCallSchema>

export const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), text: z.string() }),
  z.strictObject({ role: z.literal('user'), text: z.string() }),
  z.strictObject({
    role: z.literal('assistant'),
    text: z.string(),
    reasoning: z.string().optional(),
    calls: z.array(toolCallSchema).max(200),
    /** Why the model stopped, as its provider said; absent where nothing said so. */
    stop: z.enum(STOPS).optional(),
  }),
  z.strictObject({
    role: z.literal('tool'),
    callId: z.string().max(200),
    name: z.string().max(200),
    text: z.string(),
    error: z.boolean(),
    source: z.enum(RESULT_SOURCES),
  }),
])
export type Message = z.infer<typeof messageSchema>
export type AssistantMessage = Extract<Message, { role: 'assistant' }>
export type ToolMessage = Extract<Message, { role: 'tool' }>

/** What a model did when it was asked: the messages in order, the instruction's own text as the user's. */
export const responseContentSchema = z.strictObject({
  messages: z
    .array(messageSchema)
    .max(MOST_MESSAGES)
    .refine((messages) => jsonBytes(messages, MESSAGES_SIZE) <= MESSAGES_SIZE, 'Its messages take more than 4 MB'),
  /** Offered to the model. */
  tools: instructionContentSchema.shape.tools,
  /** The simulated world that answered its calls; null: it was not made in ours. */
  world: z.strictObject({ seed: z.int(), version: z.string().max(100) }).nullable(),
  outcome: z.enum(OUTCOMES),
})
export type ResponseContent = z.infer<typeof responseContentSchema>
