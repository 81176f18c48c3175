import { z } from 'zod'
import type { Message, ToolCall } from '../trajectory/content'
import { readStop } from '../trajectory/stop'

/** Messages as providers and harnesses write them: OpenAI's, Mistral's whole envelopes, Anthropic's blocks. */

/** What of a record is no message; `path` leads to it. */
export class MessageProblem extends Error {
  constructor(
    message: string,
    readonly path: (string | number)[] = [],
  ) {
    super(message)
  }
}

const partSchema = z.looseObject({
  type: z.string().optional(),
  text: z.string().optional(),
  refusal: z.string().optional(),
})
const contentSchema = z.union([z.string(), z.array(partSchema)]).nullish()
const argumentsSchema = z.union([z.string(), z.record(z.string(), z.unknown())]).nullish()
const functionSchema = z.looseObject({ name: z.string().max(200), arguments: argumentsSchema })
const messageSchema = z.looseObject({
  role: z.string(),
  content: contentSchema,
  refusal: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  tool_calls: z.array(z.looseObject({ id: z.string().max(200).nullish(), function: functionSchema })).nullish(),
  function_call: functionSchema.nullish(),
  tool_call_id: z.string().max(200).nullish(),
  name: z.string().max(200).nullish(),
})
const envelopeSchema = z.looseObject({
  model: z.string().nullish(),
  choices: z.array(z.looseObject({ finish_reason: z.string().nullish(), message: messageSchema })).min(1),
})

export interface ReadMessages {
  messages: Message[]
  model: string | null
}

/** A list of OpenAI messages, among which whole Mistral completions may stand in the place of the assistant's. */
export function readChat(values: readonly unknown[]): ReadMessages {
  let model: string | null = null
  const messages = values.map((value, place) => {
    const envelope = envelopeSchema.safeParse(value)
    if (!envelope.success) return readMessage(value, place, null)
    model ??= envelope.data.model ?? null
    const [choice] = envelope.data.choices
    return readMessage(choice!.message, place, choice!.finish_reason ?? null)
  })
  return { messages: nameResults(messages), model }
}

function readMessage(value: unknown, place: number, finish: string | null): Message {
  const checked = messageSchema.safeParse(value)
  if (!checked.success) {
    const issue = checked.error.issues[0]!
    throw new MessageProblem(issue.message, [place, ...issue.path.filter((part) => typeof part !== 'symbol')])
  }
  const { role, content, refusal, reasoning_content: reasoning, tool_call_id: callId, name } = checked.data
  const text = textOf(content, place) || (refusal ?? '')
  if (role === 'system' || role === 'developer') return { role: 'system', text }
  if (role === 'user') return { role: 'user', text }
  if (role === 'tool' || role === 'function') {
    return { ...{ role: 'tool', callId: callId ?? '', name: name ?? '', text, error: false, source: 'IMPORTED' } }
  }
  if (role !== 'assistant') throw new MessageProblem(`"${role.slice(0, 40)}" is no role`, [place, 'role'])
  const stop = readStop(finish)
  const calls = callsOf(checked.data)
  return { role, text, calls, ...(reasoning && { reasoning }), ...(stop && { stop }) }
}

function textOf(content: z.infer<typeof contentSchema>, place: number): string {
  if (content === null || content === undefined) return ''
  if (typeof content === 'string') return content
  const texts = content.map((part, index) => {
    const text = part.text ?? part.refusal
    if (text === undefined) {
      throw new MessageProblem(`A part of type "${part.type ?? 'none'}" is no text`, [place, 'content', index])
    }
    return text
  })
  return texts.join('\n\n')
}

function callsOf({ tool_calls: calls, function_call: single }: z.infer<typeof messageSchema>): ToolCall[] {
  const given = calls?.map(({ id, function: called }) => ({ id: id ?? '', called })) ?? []
  const all = single ? [...given, { id: '', called: single }] : given
  return all.map(({ id, called }) => ({ id, name: called.name, arguments: argumentsOf(called.arguments) }))
}

/** Word for word where they are a text; an object is written out as JSON writes it. */
const argumentsOf = (value: z.infer<typeof argumentsSchema>): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? {})

/** Sources that join results by id leave their tool's name out. */
export function nameResults(messages: Message[]): Message[] {
  const names = new Map<string, string>()
  return messages.map((message) => {
    if (message.role === 'assistant') for (const { id, name } of message.calls) if (id !== '') names.set(id, name)
    if (message.role !== 'tool' || message.name !== '') return message
    return { ...message, name: names.get(message.callId) ?? '' }
  })
}

const blockSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('thinking'), thinking: z.string() }),
  z.looseObject({ type: z.literal('redacted_thinking') }),
  z.looseObject({
    type: z.literal('tool_use'),
    id: z.string().max(200),
    name: z.string().max(200),
    input: z.unknown(),
  }),
])
/** Anthropic's message; rows of failed calls have a text in the place of its blocks. */
export const anthropicSchema = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  content: z.union([z.string(), z.array(blockSchema)]),
  stop_reason: z.string().nullish(),
})

export function readAnthropic({ content, stop_reason: reason }: z.infer<typeof anthropicSchema>): Message {
  const stop = readStop(reason ?? null)
  const blocks = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content
  const join = (texts: string[]) => texts.filter(Boolean).join('\n\n')
  const reasoning = join(blocks.flatMap((block) => (block.type === 'thinking' ? [block.thinking] : [])))
  return {
    role: 'assistant',
    text: join(blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []))),
    calls: blocks.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ id: block.id, name: block.name, arguments: JSON.stringify(block.input ?? {}) }]
        : [],
    ),
    ...(reasoning && { reasoning }),
    ...(stop && { stop }),
  }
}
