import type { FormatChecks } from '../format'
import { checkLinks, linkChat, toolsOf } from './links'
import { at, has, listAt, readJson, roleAt } from './look'
import { collect, type LintProblem, type Report } from './problem'

/** TRL's conversational rows; what a chat template makes of a message is said where it depends on the template. */
export const lintTrl = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const messages = listAt(row, 'messages')
    if (!has(row, 'messages') || messages.length === 0) {
      return report('CRASHES', 'keys', 'It has none of the sets of keys that its trainers know', '$')
    }
    checkTrlMessages(messages, '$.messages', report)
    checkToolsText(row, report, checks)
    warnOfEnd(messages, report)
    checkLinks(linkChat(messages, '$.messages', true), toolsOf(row, checks), report, checks)
  })

export function checkTrlMessages(messages: readonly unknown[], path: string, report: Report): void {
  messages.forEach((message, place) => {
    const role = roleAt(message)
    const own = `${path}[${place}]`
    if (role === '') report('CRASHES', 'no_role', 'It has no role', own)
    else if (!['system', 'user', 'assistant', 'tool'].includes(role)) {
      report('WARNED', 'unknown_role', `What "${role}" becomes depends on the template`, `${own}.role`)
    } else if (role === 'system' && place > 0) {
      report('WARNED', 'system_amid', 'What becomes of it depends on the template', own)
    }
    listAt(message, 'tool_calls').forEach((call, index) => {
      if (typeof at(at(call, 'function'), 'arguments') !== 'string') return
      const place = `${own}.tool_calls[${index}].function.arguments`
      report('WARNED', 'arguments_text', 'Arguments are a text: some templates encode it once more', place)
    })
  })
}

export function checkToolsText(row: unknown, report: Report, { known }: FormatChecks = {}): void {
  const tools = at(row, 'tools')
  if (typeof tools === 'string' && !readJson(tools, known).ok)
    report('CRASHES', 'tools', 'Its tools are no JSON', '$.tools')
}

export function warnOfEnd(messages: readonly unknown[], report: Report): void {
  if (roleAt(messages.at(-1)) === 'assistant') return
  report('WARNED', 'last', 'Nothing is learned after its last message of the assistant', '$.messages')
}

/** Axolotl's `type: chat_template`. */
export const lintAxolotl = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const given = at(row, 'messages')
    const read = typeof given === 'string' ? readJson(given) : { ok: true as const, value: given }
    const messages = read.ok && Array.isArray(read.value) ? (read.value as unknown[]) : null
    if (!messages || messages.length === 0) return report('CRASHES', 'no_messages', 'It has no messages', '$.messages')
    for (const [place, message] of messages.entries()) checkAxolotlMessage(message, place, report, checks)
    checkToolsText(row, report, checks)
    if (roleAt(messages.at(-1)) === 'user') warnOfEnd(messages, report)
    checkLinks(
      linkChat(
        messages,
        '$.messages',
        messages.every((message) => !has(message, 'tool_call_id')),
      ),
      toolsOf(row, checks),
      report,
      checks,
    )
  })

function checkAxolotlMessage(message: unknown, place: number, report: Report, { known }: FormatChecks): void {
  const path = `$.messages[${place}]`
  const role = roleAt(message)
  if (role === '') report('CRASHES', 'no_role', 'It has no role', path)
  else if (!['system', 'user', 'human', 'assistant', 'gpt', 'tool'].includes(role)) {
    report('WARNED', 'unknown_role', `What "${role}" becomes depends on the template`, `${path}.role`)
  } else if (role === 'system' && place > 0) {
    report('WARNED', 'system_amid', 'What becomes of it depends on the template', path)
  }
  listAt(message, 'tool_calls').forEach((call, index) => {
    const given = at(at(call, 'function'), 'arguments')
    if (typeof given !== 'string' || readJson(given, known).ok) return
    report(
      'CRASHES',
      'arguments',
      'Arguments are a text that is no JSON',
      `${path}.tool_calls[${index}].function.arguments`,
    )
  })
}
