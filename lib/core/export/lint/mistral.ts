import { isObject } from '../../record/arguments'
import { NINE } from '../call-ids'
import type { FormatChecks } from '../format'
import { LEGAL_NAME } from '../names'
import { checkLinks, linkChat } from './links'
import { at, has, isTruthy, listAt, roleAt } from './look'
import { collect, type LintProblem, type Report } from './problem'

/** The rules of mistral-finetune's `utils.validate_data` and of mistral-common's V3 validator in its finetuning mode. */
export const lintMistral = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const messages = messagesOf(row, report)
    if (!messages) return
    for (const [place, message] of messages.entries())
      checkMessage(message, `$.messages[${place}]`, place === messages.length - 1, report)
    checkTools(row, checks, report)
    checkSystem(row, messages, report)
    checkOrder(messages, report)
    checkLinks(linkChat(messages), [...listAt(row, 'tools'), ...listAt(row, 'available_tools')], report, checks)
  })

function messagesOf(row: unknown, report: Report): unknown[] | null {
  const given = ['messages', 'interactions'].filter((key) => has(row, key))
  const messages = at(row, given[0] ?? '')
  if (given.length === 1 && Array.isArray(messages) && messages.length > 0) return messages
  report('REJECTED', 'no_messages', 'A row has "messages" or "interactions", one of them, with a message in it', '$')
  return null
}

function checkMessage(message: unknown, path: string, last: boolean, report: Report): void {
  const role = roleAt(message)
  if (has(message, 'content') && has(message, 'text')) {
    report('REJECTED', 'content_twice', 'It has both "content" and "text"', path)
  }
  const content = at(message, 'content') ?? at(message, 'text')
  if (role === '') report('REJECTED', 'no_role', 'It has no role', path)
  else if (role === 'assistant') checkAssistant(message, content, path, last, report)
  else if (role === 'tool') checkResult(message, content, path, report)
  else if (role !== 'user' && role !== 'system') {
    report('CRASHES', 'unknown_role', `"${role}" is no role, and its report of that fails`, `${path}.role`)
  } else if (content === undefined || content === null) {
    report('REJECTED', 'no_content', 'It has no content', path)
  } else if (typeof content !== 'string' && !(role === 'user' && Array.isArray(content))) {
    report('CRASHES', 'content_no_text', 'Its content is no text', `${path}.content`)
  }
}

function checkAssistant(message: unknown, content: unknown, path: string, last: boolean, report: Report): void {
  if (content !== undefined && content !== null && typeof content !== 'string') {
    report('CRASHES', 'content_no_text', 'Content of the assistant is no text', `${path}.content`)
  }
  const calls = at(message, 'tool_calls')
  if (isTruthy(content) && isTruthy(calls)) {
    report('REJECTED', 'text_and_calls', 'It both speaks and calls', path)
  } else if (!isTruthy(content) && !isTruthy(calls)) {
    report('REJECTED', 'empty_assistant', 'It neither speaks nor calls', path)
  }
  const weight = at(message, 'weight')
  if (weight !== undefined && weight !== null && weight !== 0 && weight !== 1) {
    report('REJECTED', 'weight', 'Its weight is neither 0 nor 1', `${path}.weight`)
  }
  for (const [index, call] of listAt(message, 'tool_calls').entries())
    checkCall(call, `${path}.tool_calls[${index}]`, last, report)
}

function checkCall(call: unknown, path: string, last: boolean, report: Report): void {
  const called = at(call, 'function')
  const [id, name, given] = [at(call, 'id'), at(called, 'name'), at(called, 'arguments')]
  if (typeof given !== 'string')
    report('REJECTED', 'arguments_no_text', 'Arguments are no text', `${path}.function.arguments`)
  if (typeof name !== 'string' || !LEGAL_NAME.test(name)) {
    report(
      'REJECTED',
      'name',
      'The function’s name is not of 1 to 64 letters, figures, "_" and "-"',
      `${path}.function.name`,
    )
  }
  if (typeof id !== 'string' || !(NINE.test(id) || (id === 'null' && last))) {
    report('REJECTED', 'call_id', 'The id is not of nine letters and figures', `${path}.id`)
  }
}

function checkResult(message: unknown, content: unknown, path: string, report: Report): void {
  const [id, name] = [at(message, 'tool_call_id'), at(message, 'name')]
  if (content === undefined || content === null) report('REJECTED', 'no_content', 'It has no content', path)
  else if (typeof content !== 'string')
    report('CRASHES', 'content_no_text', 'Its content is no text', `${path}.content`)
  if (typeof id !== 'string') report('REJECTED', 'no_call_id', 'A result names no call', path)
  else if (!NINE.test(id)) {
    report('CRASHES', 'call_id', 'The id is not of nine letters and figures', `${path}.tool_call_id`)
  }
  if (isTruthy(name) && !(typeof name === 'string' && LEGAL_NAME.test(name))) {
    report('CRASHES', 'name', 'The name is not of 1 to 64 letters, figures, "_" and "-"', `${path}.name`)
  }
}

function checkTools(row: unknown, { checkSchema }: FormatChecks, report: Report): void {
  if (has(row, 'tools') && has(row, 'available_tools')) {
    report('REJECTED', 'tools_twice', 'It has both "tools" and "available_tools"', '$')
  }
  const key = has(row, 'tools') ? 'tools' : 'available_tools'
  const given = at(row, key)
  if (isTruthy(given) && !Array.isArray(given)) report('REJECTED', 'tools_no_list', 'Its tools are no list', `$.${key}`)
  listAt(row, key).forEach((tool, index) => {
    const path = `$.${key}[${index}].function`
    const { name, description, parameters } = isObject(at(tool, 'function'))
      ? (at(tool, 'function') as object as Record<string, unknown>)
      : {}
    if (name === undefined || description === undefined || parameters === undefined) {
      report('REJECTED', 'tool_incomplete', 'A tool has name, description and parameters', path)
      return
    }
    if (typeof description !== 'string')
      report('CRASHES', 'description', 'A description is a text', `${path}.description`)
    if (typeof name !== 'string' || !LEGAL_NAME.test(name)) {
      report('CRASHES', 'name', 'The name is not of 1 to 64 letters, figures, "_" and "-"', `${path}.name`)
    }
    if (!isObject(parameters)) report('CRASHES', 'parameters', 'Parameters are no object', `${path}.parameters`)
    else {
      const wrong = checkSchema?.(parameters) ?? null
      if (wrong !== null) report('REJECTED', 'schema', `Parameters are no JSON Schema: ${wrong}`, `${path}.parameters`)
    }
  })
}

function checkSystem(row: unknown, messages: readonly unknown[], report: Report): void {
  const systems = messages.flatMap((message, place) => (roleAt(message) === 'system' ? [place] : []))
  if (systems.length + Number(isTruthy(at(row, 'system_prompt'))) > 1) {
    report('REJECTED', 'second_system', 'There are two messages of the system', `$.messages[${systems.at(-1)}]`)
  } else if (systems.length === 1 && systems[0] !== 0) {
    report('LOST', 'system_moved', 'The message of the system is moved to the front', `$.messages[${systems[0]}]`)
  }
}

const NEXT: Record<string, readonly string[]> = {
  user: ['assistant', 'system', 'user'],
  assistant: ['assistant', 'user', 'tool'],
  tool: ['assistant', 'tool'],
}

/** Counts alone join results with calls, and only where an assistant speaks again. */
function checkOrder(all: readonly unknown[], report: Report): void {
  const messages = all.flatMap((message, place) =>
    roleAt(message) === 'system' ? [] : [{ message, place, role: roleAt(message) }],
  )
  const last = messages.at(-1)
  if (!last) report('REJECTED', 'nothing_but_system', 'There is nothing but a message of the system', '$.messages')
  else if (messages.length === 1 && last.role !== 'user') {
    report('REJECTED', 'order', 'A single message must be the user’s', '$.messages')
  } else if (last.role !== 'assistant') {
    report('REJECTED', 'last', 'The last message must be the assistant’s', `$.messages[${last.place}]`)
  }
  let expected = 0
  let results = 0
  messages.forEach(({ message, place, role }, index) => {
    const before = messages[index - 1]?.role
    if (before && NEXT[before] && !NEXT[before].includes(role)) {
      report('REJECTED', 'order', `A message of role ${role} follows one of role ${before}`, `$.messages[${place}]`)
    }
    if (role === 'tool') results++
    if (role !== 'assistant') return
    if (results !== expected) {
      report('REJECTED', 'count', `${results} results where ${expected} calls were made`, `$.messages[${place}]`)
    }
    expected = listAt(message, 'tool_calls').length
    results = 0
  })
}
