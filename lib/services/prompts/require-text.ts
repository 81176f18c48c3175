import type { PromptTask } from '@/lib/core/prompt/tasks'
import { checkBody, writeTemplate } from '@/lib/core/prompt/template'
import { ServiceError } from '../errors'

/** The whole prompt text of a body that people wrote; a refusal says line by line what keeps it from being one. */
export function requireText(task: PromptTask, note: string, body: string, refusal: string): string {
  const problems = checkBody(task, body)
  if (problems.length === 0) return writeTemplate({ task, note, body })
  const said = problems.map(({ line, message }) => (line === null ? message : `Line ${line}: ${message}`))
  throw new ServiceError('invalid', refusal, { body: said })
}
