import { z } from 'zod'
import { findFence, readFenced } from '@/lib/core/prompt/fence'
import { type DemoChat, readChat } from './read-chat'

const requestSchema = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string().nullish() })),
  seed: z.number().nullish(),
  response_format: z.looseObject({ json_schema: z.looseObject({ name: z.string() }).nullish() }).nullish(),
})

export interface DemoRequest {
  /** The name of the JSON schema asked for: the task. Null when none was. */
  task: string | null
  seed: number
  /** The fenced blocks by name: all that the demo model reads of a prompt. */
  data: Readonly<Record<string, string>>
  /** The words `intent is …` of the prompt's own text, for the one task that needs them. */
  intent: 'harmful' | 'borderline' | 'benign'
  /** Likewise the words `expected was …`. */
  expected: 'REFUSE' | 'COMPLY'
  /** Null where an answer of a task's own form is asked for, or no tools are offered. */
  chat: DemoChat | null
  /** Everything that was sent, for counting tokens. */
  sent: string
}

const INTENT = /\bintent is (harmful|borderline|benign)\b/i
const EXPECTED = /\bexpected was REFUSE\b/i

/** What the demo model takes from a request; null when it is none. */
export function readRequest(body: string): DemoRequest | null {
  const whole = safeJson(body)
  const parsed = requestSchema.safeParse(whole)
  if (!parsed.success) return null
  const texts = parsed.data.messages.map(({ content }) => content ?? '')
  const system = parsed.data.messages.find(({ role }) => role === 'system')?.content ?? ''
  const fence = findFence(system)
  const blocks = fence ? texts.slice(1).flatMap((text) => readFenced(text, fence)) : []
  const ours = fence ? texts.join('\n').replace(/<data name=[\s\S]*?<\/data [^>]*>/g, '') : texts.join('\n')
  const data = Object.fromEntries(blocks.map(({ name, text }) => [name, text.trim()]))
  const task = parsed.data.response_format?.json_schema?.name ?? null
  return {
    ...{ task, data, chat: task ? null : readChat(whole, data.instruction) },
    seed: parsed.data.seed ?? 0,
    intent: (INTENT.exec(ours)?.[1]?.toLowerCase() ?? 'benign') as DemoRequest['intent'],
    expected: EXPECTED.test(ours) ? 'REFUSE' : 'COMPLY',
    sent: texts.join('\n'),
  }
}

function safeJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
