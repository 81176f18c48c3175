import type { ToolSchema } from '../../instruction/content'
import { isObject } from '../../record/arguments'
import type { FormatChecks } from '../format'
import { at, listAt, readJson, roleAt } from './look'
import type { Report } from './problem'

/** What no consumer looks at: that calls, results, tools and arguments belong together. */
export interface LinkedCall {
  id: string | null
  name: string
  /** A text that should be JSON, or the value itself. */
  arguments: unknown
  path: string
}
export interface LinkedTurn {
  role: string
  calls: LinkedCall[]
  /** Of a result: the call that it names. Null: the format has no ids, and order alone joins them. */
  answers: string | null
  /** How many calls it answers; more than one where results are joined in one message. */
  count: number
  path: string
}

export function checkLinks(
  turns: readonly LinkedTurn[],
  tools: readonly unknown[],
  report: Report,
  checks: FormatChecks = {},
): void {
  const offered = new Map(tools.map((tool) => [String(at(at(tool, 'function') ?? tool, 'name')), tool]))
  const seen = new Set<string>()
  let open: LinkedCall[] = []
  turns.forEach((turn, place) => {
    for (const call of turn.calls) checkCall(call, offered, report, checks)
    if (turn.role === 'result') open = answer(turn, open, seen, report)
    else if (open.length > 0 && place > 0) {
      report('UNCHECKED', 'call_unanswered', `No result answers the call of ${open[0]!.name}`, open[0]!.path)
      open = []
    }
    for (const call of turn.calls) {
      if (call.id !== null && seen.has(call.id)) {
        report('UNCHECKED', 'call_id_repeated', `The id ${call.id} names two calls`, `${call.path}.id`)
      }
      if (call.id !== null) seen.add(call.id)
      open.push(call)
    }
  })
}

function answer({ answers, count, path }: LinkedTurn, open: LinkedCall[], seen: Set<string>, report: Report) {
  if (answers === null) {
    if (open.length < count) report('UNCHECKED', 'result_without_call', 'A result answers no call', path)
    return open.slice(count)
  }
  const found = open.findIndex(({ id }) => id === answers)
  if (found >= 0) return open.toSpliced(found, 1)
  const message = seen.has(answers) ? `The call ${answers} is answered already` : `No call has the id ${answers}`
  report('UNCHECKED', 'result_without_call', message, path)
  return open
}

function checkCall(
  { name, arguments: given, path }: LinkedCall,
  offered: ReadonlyMap<string, unknown>,
  report: Report,
  { checkArguments, known }: FormatChecks,
): void {
  const tool = offered.get(name)
  if (tool === undefined) report('UNCHECKED', 'tool_not_offered', `${name} is called and not offered`, path)
  const read = typeof given === 'string' ? readJson(given, known) : { ok: true as const, value: given }
  if (!read.ok || !isObject(read.value)) {
    report('UNCHECKED', 'arguments_not_json', `Arguments of ${name} are no JSON object`, `${path}.arguments`)
  } else if (isObject(tool) && checkArguments) {
    const schema = (isObject(tool.function) ? tool : { function: tool }) as unknown as ToolSchema
    for (const wrong of checkArguments(schema, read.value)) {
      report('UNCHECKED', 'arguments_not_as_asked', `${name}: ${wrong}`, `${path}.arguments`)
    }
  }
}

/** The turns of a row in OpenAI's form, from any of its dialects. */
export function linkChat(messages: readonly unknown[], path = '$.messages', byOrder = false): LinkedTurn[] {
  return messages.map((message, place) => {
    const id = at(message, 'tool_call_id')
    const isResult = roleAt(message) === 'tool'
    return {
      role: isResult ? 'result' : roleAt(message),
      calls: listAt(message, 'tool_calls').map((call, index) => {
        const own = at(call, 'id')
        const called = at(call, 'function')
        return {
          id: typeof own === 'string' ? own : null,
          name: String(at(called, 'name') ?? ''),
          arguments: at(called, 'arguments') ?? {},
          path: `${path}[${place}].tool_calls[${index}]`,
        }
      }),
      answers: !byOrder && isResult && typeof id === 'string' ? id : null,
      count: 1,
      path: `${path}[${place}]`,
    }
  })
}

/** A row's tools: a list, or the JSON text of one. */
export function toolsOf(row: unknown, { known }: FormatChecks = {}): unknown[] {
  const given = at(row, 'tools')
  const read = typeof given === 'string' ? readJson(given, known) : { ok: true as const, value: given }
  return read.ok && Array.isArray(read.value) ? read.value : []
}
