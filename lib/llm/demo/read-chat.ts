import { z } from 'zod'
import type { Schema } from './arguments'

/** A request with tools: what is asked, what may be called, what was called so far and what it brought. */
export interface DemoChat {
  asked: string
  tools: { name: string; parameters: Schema }[]
  /** By step; the results of the last step come after it. */
  calls: { id: string; name: string; arguments: string }[][]
  /** Of the last step's calls. */
  results: string[]
}

const chatSchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      role: z.string(),
      content: z.string().nullish(),
      tool_calls: z
        .array(z.looseObject({ id: z.string(), function: z.looseObject({ name: z.string(), arguments: z.string() }) }))
        .nullish(),
    }),
  ),
  tools: z
    .array(
      z.looseObject({
        function: z.looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() }),
      }),
    )
    .min(1),
})

/** Null where no tools are offered. `fenced`: the instruction, where the prompt hands it over as data. */
export function readChat(body: unknown, fenced: string | undefined): DemoChat | null {
  const { data } = chatSchema.safeParse(body)
  if (!data) return null
  const { messages } = data
  const user = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const calls = messages.flatMap(({ tool_calls: made }) =>
    made ? [made.map(({ id, function: { name, arguments: given } }) => ({ id, name, arguments: given }))] : [],
  )
  const last = messages.findLastIndex(({ role }) => role === 'assistant')
  return {
    asked: fenced ?? user,
    tools: data.tools.map(({ function: { name, parameters } }) => ({ name, parameters: parameters ?? {} })),
    calls,
    results: messages.slice(last + 1).flatMap(({ role, content }) => (role === 'tool' ? [content ?? ''] : [])),
  }
}
