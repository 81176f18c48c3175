import type { z } from 'zod'
import { parseJson } from '../json/parse'
import { formatPath } from '../json/values'
import type { PromptMessage } from './render'
import { type JsonTask, outputJsonSchema, outputOf, type TaskOutput } from './tasks'

export type OutputRead<T extends JsonTask> = { ok: true; value: TaskOutput<T> } | { ok: false; problem: string }

/** Longer answers are not sent back for repair whole. */
const MAX_ECHO = 20_000
const MAX_PROBLEM = 600

/**
 * The answer to a task. The text must be one JSON object of the task's schema; a Markdown code fence around all of it is
 * taken off, and nothing else is forgiven: no words beside it, no other key, no other case of an enum's words.
 */
export function readOutput<T extends JsonTask>(task: T, text: string): OutputRead<T> {
  const bare = withoutCodeFence(text.replace(/^\uFEFF/, '').trim())
  if (bare === '') return { ok: false, problem: 'The answer is empty; one JSON object was expected' }
  const parsed = parseJson(bare)
  if (!parsed.ok) {
    const [first] = parsed.problems
    return { ok: false, problem: `The answer is not one JSON object: ${first?.message ?? 'it cannot be read'}` }
  }
  const checked = outputOf(task).safeParse(parsed.value)
  if (checked.success) return { ok: true, value: checked.data as TaskOutput<T> }
  return { ok: false, problem: checked.error.issues.slice(0, 5).map(tell).join('; ').slice(0, MAX_PROBLEM) }
}

const withoutCodeFence = (text: string) =>
  /^```[a-zA-Z]*[ \t]*\r?\n([\s\S]*?)\r?\n?```$/.exec(text)?.[1]?.trim() ?? text

const tell = ({ path, message }: z.core.$ZodIssue) =>
  `at ${formatPath(path.map((part) => (typeof part === 'symbol' ? String(part) : part)))}: ${message}`

/** One more call for the same answer in the right form: what was sent, what came, what was wrong, what is expected. */
export function repairMessages(
  task: JsonTask,
  messages: readonly PromptMessage[],
  answer: string,
  problem: string,
): PromptMessage[] {
  const schema = JSON.stringify(outputJsonSchema(task))
  return [
    ...messages,
    { role: 'assistant', content: answer.toWellFormed().slice(0, MAX_ECHO) },
    {
      role: 'user',
      content: `That answer could not be read: ${problem}.\nGive the same answer again as one JSON object and nothing else: no words before or after it, no code fence, no other keys. It has to satisfy this JSON Schema:\n${schema}`,
    },
  ]
}
