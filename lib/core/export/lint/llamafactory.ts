import { isObject } from '../../record/arguments'
import type { FormatChecks } from '../format'
import { checkLinks, type LinkedCall, type LinkedTurn, linkChat, toolsOf } from './links'
import { at, has, isTruthy, listAt, readJson, roleAt } from './look'
import { collect, type LintProblem, type Report } from './problem'

const THOUGHT = /^\s*<think>[\s\S]*?<\/think>\s*|\s*<think>[\s\S]*?<\/think>\s*$/g

/** LLaMA-Factory's ShareGPT rows: its converter drops what does not alternate, and its formatters end the run. */
export const lintLlamaFactoryShareGpt = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const all = listAt(row, 'conversations')
    if (all.length === 0) return report('DROPPED', 'no_messages', 'It has no conversations', '$.conversations')
    const skip = at(all[0], 'from') === 'system' ? 1 : 0
    checkPlaces(all, skip, 'SFT', report)
    checkShareGptTools(row, report, checks)
    checkLinks(linkShareGpt(all, report), toolsOf(row, checks), report, checks)
  })

export function checkPlaces(all: readonly unknown[], skip: number, stage: 'SFT' | 'RANKING', report: Report): void {
  const turns = all.slice(skip)
  const wrong = turns.findIndex((turn, place) => {
    const asks = ['human', 'observation'].includes(String(at(turn, 'from')))
    const answers = ['gpt', 'function_call'].includes(String(at(turn, 'from')))
    return place % 2 === 0 ? !asks : !answers
  })
  if (wrong >= 0) {
    const message = `A message from "${String(at(turns[wrong], 'from'))}" at this place`
    report('DROPPED', 'place', message, `$.conversations[${wrong + skip}]`)
  }
  const even = turns.length % 2 === 0
  if (turns.length === 0 || even !== (stage === 'SFT')) {
    report(
      'DROPPED',
      'count',
      stage === 'SFT' ? 'It does not end on an answer' : 'Its prompt ends on an answer',
      '$.conversations',
    )
  }
}

export function checkShareGptTools(row: unknown, report: Report, { known }: FormatChecks = {}): void {
  const tools = at(row, 'tools')
  if (tools === undefined || tools === null) {
    report('WARNED', 'no_tools', 'Write "tools": "" where there are none', '$')
    return
  }
  if (tools === '') return
  const read = readJson(tools, known)
  if (!read.ok || !Array.isArray(read.value)) {
    report('CRASHES', 'tools', 'Tools are the JSON text of a list', '$.tools')
    return
  }
  read.value.forEach((tool, index) => {
    const parameters = at(at(tool, 'function') ?? tool, 'parameters')
    if (!isObject(at(parameters, 'properties'))) {
      report('CRASHES', 'properties', 'Parameters of a tool have no "properties"', `$.tools[${index}]`)
    }
  })
}

/** The turns with their calls; what its formatters make of the calls' text is reported on the way. */
export function linkShareGpt(turns: readonly unknown[], report: Report): LinkedTurn[] {
  let calls = 0
  return turns.map((turn, place) => {
    const path = `$.conversations[${place}]`
    const from = String(at(turn, 'from'))
    if (typeof at(turn, 'value') !== 'string') report('CRASHES', 'value', 'A message has no text', `${path}.value`)
    const made = from === 'function_call' ? readCalls(at(turn, 'value'), `${path}.value`, report) : []
    const count = from === 'observation' ? Math.max(1, calls) : 1
    calls = made.length
    return { role: from === 'observation' ? 'result' : from, calls: made, answers: null, count, path }
  })
}

export function readCalls(value: unknown, path: string, report: Report): LinkedCall[] {
  const read = readJson(typeof value === 'string' ? value.replaceAll(THOUGHT, '') : value)
  const calls = read.ok ? (Array.isArray(read.value) ? read.value : [read.value]) : []
  if (!read.ok || calls.some((call) => typeof at(call, 'name') !== 'string' || !has(call, 'arguments'))) {
    report('CRASHES', 'calls', 'Calls are the JSON of {"name", "arguments"}, and nothing else', path)
    return []
  }
  return calls.map((call) => {
    const given = at(call, 'arguments')
    if (typeof given === 'string')
      report('LOST', 'arguments_text', 'Arguments are a text, which is encoded once more', path)
    return { id: null, name: String(at(call, 'name')), arguments: given, path }
  })
}

const TAGS = new Set(['system', 'user', 'assistant', 'tool', 'function'])

/** LLaMA-Factory's `"formatting": "openai"` with all seven tags listed. */
export const lintLlamaFactoryOpenAi = (row: unknown, checks: FormatChecks = {}): LintProblem[] =>
  collect((report) => {
    const messages = listAt(row, 'messages')
    if (messages.length === 0) return report('DROPPED', 'no_messages', 'It has no messages', '$.messages')
    for (const [place, message] of messages.entries()) checkMessage(message, `$.messages[${place}]`, report)
    checkMerged(messages, report)
    checkLinks(linkChat(messages, '$.messages', true), toolsOf(row, checks), report, checks)
  })

function checkMessage(message: unknown, path: string, report: Report): void {
  const role = roleAt(message)
  if (!TAGS.has(role)) report('CRASHES', 'unknown_role', `"${role}" is no tag of its`, `${path}.role`)
  if (!has(message, 'content')) report('CRASHES', 'no_content', 'It has no "content"', path)
  if (!isTruthy(at(message, 'tool_calls'))) return
  if (isTruthy(at(message, 'content'))) {
    report('LOST', 'text_and_calls', 'Text beside a call is lost', `${path}.content`)
  }
  listAt(message, 'tool_calls').forEach((call, index) => {
    if (typeof at(at(call, 'function'), 'arguments') !== 'string') return
    const place = `${path}.tool_calls[${index}].function.arguments`
    report('LOST', 'arguments_text', 'Arguments are a text, which is encoded once more', place)
  })
}

/** Results in a row become one; those at the end vanish; what is left must alternate. */
function checkMerged(messages: readonly unknown[], report: Report): void {
  const skip = roleAt(messages[0]) === 'system' ? 1 : 0
  const roles = messages.slice(skip).map(roleAt)
  if (roles.at(-1) === 'tool') report('LOST', 'results_cut', 'Results at the end are cut off', '$.messages')
  while (roles.at(-1) === 'tool') roles.pop()
  const merged = roles.filter((role, place) => !(role === 'tool' && roles[place - 1] === 'tool'))
  const wrong = merged.findIndex((role, place) =>
    place % 2 === 0 ? role !== 'user' && role !== 'tool' : role !== 'assistant' && role !== 'function',
  )
  if (wrong >= 0) report('DROPPED', 'place', `A message of role ${merged[wrong]} at this place`, '$.messages')
  else if (merged.length % 2 !== 0) report('DROPPED', 'count', 'It does not end on an answer', '$.messages')
}
