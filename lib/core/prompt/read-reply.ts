import { z } from 'zod'
import type { Usage } from '../model/prices'

const partSchema = z.looseObject({ type: z.string().optional(), text: z.string().optional() })
const callSchema = z.looseObject({
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string(), arguments: z.string().nullish() }),
})
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
        }),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
})
const usageSchema = z.looseObject({ prompt_tokens: count, completion_tokens: count })

export interface ToolCall {
  id: string | null
  name: string
  /** JSON as the model wrote it: unchecked. */
  arguments: string
}

export type Reply =
  | { ok: true; text: string; finishReason: string | null; usage: Usage | null; toolCalls: ToolCall[] }
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

/**
 * A chat completion's body as text, tool calls and usage. Pure. A refusal in a field of its own is text too,
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
  const { content, refusal, tool_calls: calls } = choice.message
  const written = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')
  const refused = written === '' && typeof refusal === 'string' && refusal !== ''
  const text = refused ? (refusal as string) : written
  if (text.includes('\u0000') || !text.isWellFormed())
    return { ok: false, problem: 'The answer holds characters that cannot be stored (U+0000 or half of a pair).' }
  return {
    ok: true,
    text,
    finishReason: refused ? 'refusal' : (choice.finish_reason ?? null),
    usage: usageOf(parsed.data.usage),
    toolCalls: (calls ?? []).map((call) => ({
      id: call.id ?? null,
      name: call.function.name,
      arguments: call.function.arguments ?? '',
    })),
  }
}
