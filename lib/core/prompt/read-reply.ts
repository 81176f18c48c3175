import { z } from 'zod'
import type { Usage } from '../model/prices'

const partSchema = z.looseObject({
  type: z.string().optional(),
  text: z.string().optional(),
  /** Mistral's and Anthropic's way of handing over reasoning among the parts. */
  thinking: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).optional(),
})
const functionSchema = z.looseObject({ name: z.string().nullish(), arguments: z.unknown().optional() })
const callSchema = z.looseObject({ id: z.union([z.string(), z.number()]).nullish(), function: functionSchema })
const count = z.number().int().min(0).max(1_000_000_000)
const replySchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: z.union([z.string(), z.array(partSchema)]).nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(callSchema).nullish(),
          /** One call in the shape that came before lists of them. */
          function_call: functionSchema.nullish(),
          reasoning_content: z.unknown().optional(),
          reasoning: z.unknown().optional(),
        }),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
})
const usageSchema = z.looseObject({ prompt_tokens: count, completion_tokens: count })

export interface ReplyCall {
  /** '' where the endpoint gave none. */
  id: string
  name: string
  /** As the model wrote it, word for word; JSON as a rule, unchecked. */
  arguments: string
}

export type Reply =
  | {
      ok: true
      text: string
      /** What the endpoint shows of the model's reasoning; '' where it shows none. */
      reasoning: string
      finishReason: string | null
      usage: Usage | null
      toolCalls: ReplyCall[]
    }
  | { ok: false; problem: string }

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function usageOf(value: unknown): Usage | null {
  const { success, data } = usageSchema.safeParse(value)
  return success ? { inputTokens: data.prompt_tokens, outputTokens: data.completion_tokens } : null
}

/** What a body that was meant to be read says it cost, even where the rest of it cannot be used. */
export const readUsage = (body: string): Usage | null => {
  const whole = parse(body)
  return typeof whole === 'object' && whole !== null ? usageOf((whole as { usage?: unknown }).usage) : null
}

type Choice = z.output<typeof replySchema>['choices'][number]
type Part = z.output<typeof partSchema>

const thoughtOf = ({ thinking = '' }: Part) =>
  typeof thinking === 'string' ? thinking : thinking.map(({ text }) => text ?? '').join('')

function reasoningOf({ content, reasoning_content: ofDeepSeek, reasoning }: Choice['message']): string {
  for (const one of [ofDeepSeek, reasoning]) if (typeof one === 'string' && one !== '') return one
  return Array.isArray(content) ? content.map(thoughtOf).join('') : ''
}

/** Longer names and ids are no names and ids. */
const MOST_NAME = 200

/** Some servers hand over arguments as an object; it is then written out as JSON. */
const callOf = ({ id, function: { name, arguments: given } }: z.output<typeof callSchema>): ReplyCall => ({
  id: String(id ?? '').slice(0, MOST_NAME),
  name: (name ?? '').slice(0, MOST_NAME),
  arguments: typeof given === 'string' ? given : given === undefined || given === null ? '' : JSON.stringify(given),
})

const cannotBeStored = (text: string) => text.includes('\u0000') || !text.isWellFormed()

/**
 * A chat completion's body as text, tool calls, reasoning and usage. Pure. A refusal in a field of its own is text too,
 * with finishReason `refusal`. U+0000 and lone surrogates, which the database cannot hold, are a problem.
 */
export function readReply(body: string): Reply {
  const whole = parse(body)
  if (whole === undefined) return { ok: false, problem: 'The answer is no JSON: it was cut off, or no model wrote it.' }
  const parsed = replySchema.safeParse(whole)
  const choice = parsed.data?.choices[0]
  if (!parsed.success || !choice) {
    const at = parsed.error?.issues[0]?.path.join('.') || 'choices'
    return { ok: false, problem: `The answer is no chat completion: ${at} is missing or of the wrong kind.` }
  }
  const { content, refusal, tool_calls: calls, function_call: oldCall } = choice.message
  const written = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')
  const refused = written === '' && typeof refusal === 'string' && refusal !== ''
  const text = refused ? (refusal as string) : written
  const reasoning = reasoningOf(choice.message)
  const toolCalls = (calls ?? (oldCall ? [{ function: oldCall }] : [])).map(callOf)
  const all = [text, reasoning, ...toolCalls.flatMap((call) => [call.id, call.name, call.arguments])]
  if (all.some(cannotBeStored))
    return { ok: false, problem: 'The answer holds characters that cannot be stored (U+0000 or half of a pair).' }
  return {
    ...{ ok: true, text, reasoning, toolCalls, usage: usageOf(parsed.data.usage) },
    finishReason: refused ? 'refusal' : (choice.finish_reason ?? null),
  }
}
