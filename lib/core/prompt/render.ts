import { fenceRule, fenceText, isFence } from './fence'
import { isTurnTask, type PromptVariables, taskSpec } from './tasks'
import { PLACEHOLDER, type PromptProblem, type PromptTemplate, readTemplate } from './template'

export interface PromptMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export type Rendered = { ok: true; messages: PromptMessage[] } | { ok: false; problems: PromptProblem[] }

/** Numbers and closed words: nothing that could read as a sentence, a placeholder or a fence. */
const VALUE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/

const problem = (code: PromptProblem['code'], message: string): PromptProblem => ({ code, message, line: null })

/**
 * The messages of one call. `template` is a whole prompt text, `fence` a random word of this call alone (newFence):
 * data can neither close its block, since it cannot know the word, nor become a placeholder, since text is put in
 * once and not read again. The system message ends in what fences mean, whatever the prompt says of it. Where the answer
 * is a turn, the system message is all of it: there is nothing fenced, and the instruction follows as it is.
 */
export function renderPrompt(input: { template: string; variables: PromptVariables; fence: string }): Rendered {
  const read = readTemplate(input.template)
  if (!read.ok) return read
  const { template } = read
  const problems = checkGiven(template, input.variables, input.fence)
  if (problems.length > 0) return { ok: false, problems }
  if (isTurnTask(template.task)) return { ok: true, messages: [{ role: 'system', content: template.system }] }
  const fill = (text: string) =>
    text.replace(PLACEHOLDER, (_, name: string) => {
      const { kind, value } = input.variables[name]!
      return kind === 'data' ? fenceText(name, value, input.fence) : value
    })
  return {
    ok: true,
    messages: [
      { role: 'system', content: `${fill(template.system)}\n\n${fenceRule(input.fence)}` },
      { role: 'user', content: fill(template.user) },
    ],
  }
}

function checkGiven({ task, system, user }: PromptTemplate, given: PromptVariables, fence: string): PromptProblem[] {
  const { variables } = taskSpec(task)
  if (!isFence(fence)) return [problem('bad_fence', 'A fence is 16 to 64 hexadecimal digits')]
  const problems = Object.keys(variables)
    .filter((name) => !Object.hasOwn(given, name))
    .map((name) => problem('missing_variable', `{{${name}}} was not given`))
  if (`${system}${user}`.includes(fence)) problems.push(problem('fence_in_template', 'The fence stands in the prompt'))
  for (const [name, { kind, value }] of Object.entries(given)) {
    const spec = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (!spec) problems.push(problem('unknown_variable', `${task} has no variable {{${name}}}`))
    else if (spec.kind !== kind)
      problems.push(problem('wrong_kind', `{{${name}}} is ${spec.kind}, and was given as ${kind}`))
    else if (kind === 'value' && !VALUE.test(value)) {
      problems.push(problem('bad_value', `{{${name}}} is a number or a closed word, and was given something else`))
    } else if (kind === 'data' && value.toLowerCase().includes(fence)) {
      problems.push(problem('fence_in_data', `The fence stands in {{${name}}}; draw another`))
    }
  }
  return problems
}
