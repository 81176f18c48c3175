import { isObject } from '../../record/arguments'
import type { FormatChecks } from '../format'
import { checkLinks, linkChat } from './links'
import { at, has, isTruthy, listAt, roleAt } from './look'
import { collect, type LintProblem, type Report } from './problem'

/** Functionary has no validator: what its templates trip over, and what they render as something else. */
export const lintFunctionary = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const messages = listAt(row, 'messages')
    const key = has(row, 'tools') ? 'tools' : 'functions'
    if (messages.length === 0) return report('CRASHES', 'no_messages', 'It has no messages', '$.messages')
    for (const [place, message] of messages.entries()) checkMessage(message, `$.messages[${place}]`, report)
    if (!messages.some((message) => !['system', 'user', 'tool'].includes(roleAt(message)))) {
      report(
        'DROPPED',
        'nothing_learned',
        'Nothing is learned from a row without a message of the assistant',
        '$.messages',
      )
    }
    listAt(row, key).forEach((tool, index) => {
      if (at(tool, 'type') === 'code_interpreter') return
      const called = at(tool, 'function') ?? tool
      if (!isObject(at(called, 'parameters'))) {
        report('CRASHES', 'parameters', 'A tool has no parameters', `$.${key}[${index}].function.parameters`)
      }
      if (typeof at(called, 'description') !== 'string') {
        report('WARNED', 'description', 'Templates of version 3 read a description', `$.${key}[${index}].function`)
      }
    })
    checkOrder(messages, report)
    checkLinks(linkChat(messages), listAt(row, key), report, checks)
  })

function checkMessage(message: unknown, path: string, report: Report): void {
  const role = roleAt(message)
  const content = at(message, 'content')
  if (!['system', 'user', 'assistant', 'tool'].includes(role)) {
    report('LOST', 'unknown_role', `A message of role "${role}" is taken for the assistant’s`, `${path}.role`)
  } else if (role !== 'assistant' && typeof content !== 'string') {
    report('CRASHES', 'content_no_text', 'Its content is no text', `${path}.content`)
  } else if (role === 'assistant' && !isTruthy(content) && !isTruthy(at(message, 'tool_calls'))) {
    report('LOST', 'empty_assistant', 'It renders to nothing, which moves every later mask', path)
  }
  if (role === 'tool' && typeof at(message, 'name') !== 'string') {
    report('CRASHES', 'no_name', 'A result without the name of its tool', path)
  }
  listAt(message, 'tool_calls').forEach((call, index) => {
    if (typeof at(at(call, 'function'), 'arguments') === 'string') return
    const place = `${path}.tool_calls[${index}].function.arguments`
    report('CRASHES', 'arguments_no_text', 'Arguments are no text', place)
  })
}

/** Training puts nothing in order by id. */
function checkOrder(messages: readonly unknown[], report: Report): void {
  let calls: unknown[] = []
  messages.forEach((message, place) => {
    if (listAt(message, 'tool_calls').length > 0) calls = [...listAt(message, 'tool_calls')]
    const id = at(message, 'tool_call_id')
    if (roleAt(message) !== 'tool' || typeof id !== 'string') return
    const found = calls.findIndex((call) => at(call, 'id') === id)
    if (found > 0)
      report('UNCHECKED', 'result_order', 'Results stand in another order than their calls', `$.messages[${place}]`)
    if (found >= 0) calls = calls.slice(found + 1)
  })
}
