import type { FormatChecks } from '../format'
import { LEGAL_NAME } from '../names'
import { checkLinks, linkChat } from './links'
import { at, has, isTruthy, listAt, roleAt } from './look'
import { collect, type LintProblem, type Report } from './problem'

const ROLES = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])

/** OpenAI's fine-tuning rows: its published schema; what is known of its checks from use alone is a warning. */
export const lintOpenAi = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const messages = listAt(row, 'messages')
    if (messages.length === 0) return report('REJECTED', 'no_messages', 'It has no messages', '$.messages')
    checkMessages(messages, '$.messages', report)
    checkFunctions(listAt(row, 'tools'), '$.tools', report)
    const last = roleAt(messages.at(-1))
    if (last !== 'assistant') report('WARNED', 'last', 'The last message should be the assistant’s', '$.messages')
    const learned = messages.some((message) => roleAt(message) === 'assistant' && at(message, 'weight') !== 0)
    if (!learned) report('WARNED', 'nothing_learned', 'No message of the assistant is learned', '$.messages')
    const parallel = at(row, 'parallel_tool_calls')
    if (parallel !== undefined && typeof parallel !== 'boolean') {
      report('REJECTED', 'parallel', '"parallel_tool_calls" is true or false', '$.parallel_tool_calls')
    }
    // Its ingester is said to ask for results, though no schema does.
    const told: Report = (effect, code, message, path) =>
      report(code === 'call_unanswered' ? 'WARNED' : effect, code, message, path)
    checkLinks(linkChat(messages), listAt(row, 'tools'), told, checks)
  })

export function checkMessages(messages: readonly unknown[], path: string, report: Report): void {
  for (const [place, message] of messages.entries()) checkMessage(message, `${path}[${place}]`, report)
}

function checkMessage(message: unknown, path: string, report: Report): void {
  const role = roleAt(message)
  const content = at(message, 'content')
  if (!ROLES.has(role)) report('REJECTED', 'unknown_role', `"${role}" is no role`, `${path}.role`)
  else if (role === 'assistant') checkAssistant(message, path, report)
  else if (role === 'tool') {
    if (typeof content !== 'string')
      report('REJECTED', 'content_no_text', 'Content of a result is a text', `${path}.content`)
    if (typeof at(message, 'tool_call_id') !== 'string') {
      report('REJECTED', 'no_call_id', 'A result names no call', path)
    }
  } else if (typeof content !== 'string' && !Array.isArray(content)) {
    report('REJECTED', 'no_content', 'It has no content', `${path}.content`)
  }
}

function checkAssistant(message: unknown, path: string, report: Report): void {
  const content = at(message, 'content')
  const speaks = isTruthy(content) || isTruthy(at(message, 'refusal'))
  if (!speaks && !isTruthy(at(message, 'tool_calls')) && !isTruthy(at(message, 'function_call'))) {
    report('REJECTED', 'empty_assistant', 'It neither speaks nor calls', path)
  }
  const weight = at(message, 'weight')
  if (has(message, 'weight') && weight !== 0 && weight !== 1) {
    report('REJECTED', 'weight', 'Its weight is neither 0 nor 1', `${path}.weight`)
  }
  listAt(message, 'tool_calls').forEach((call, index) => {
    const place = `${path}.tool_calls[${index}]`
    const called = at(call, 'function')
    if (typeof at(call, 'id') !== 'string' || at(call, 'type') !== 'function') {
      report('REJECTED', 'call_id', 'A call has an id and the type "function"', place)
    }
    if (typeof at(called, 'arguments') !== 'string') {
      report('REJECTED', 'arguments_no_text', 'Arguments are no text', `${place}.function.arguments`)
    }
    checkName(at(called, 'name'), `${place}.function.name`, report)
  })
}

export function checkFunctions(tools: readonly unknown[], path: string, report: Report): void {
  tools.forEach((tool, index) => {
    if (at(tool, 'type') !== 'function')
      report('REJECTED', 'tool_type', 'A tool is of type "function"', `${path}[${index}]`)
    checkName(at(at(tool, 'function'), 'name'), `${path}[${index}].function.name`, report)
  })
}

function checkName(name: unknown, path: string, report: Report): void {
  if (typeof name === 'string' && LEGAL_NAME.test(name)) return
  report('REJECTED', 'name', 'The function’s name is not of 1 to 64 letters, figures, "_" and "-"', path)
}
