import type { ToolSchema } from '../instruction/content'
import { readTool } from '../instruction/tools'
import { printValue } from '../json/print'
import type { ResponseContent } from '../trajectory/content'
import { joinSteps, type Step, type StepCall } from '../trajectory/steps'

export type ResponseFindingCode =
  | 'tool_not_offered'
  | 'arguments_not_json'
  | 'arguments_not_as_asked'
  | 'call_unanswered'
  | 'result_without_call'
  | 'no_answer'
  | 'ends_on_result'
  | 'cut_off'
  | 'model_error'
  | 'tool_called'

export interface ResponseFinding {
  code: ResponseFindingCode
  severity: 'INFO' | 'WARNING' | 'ERROR'
  message: string
  /** Zero-based indexes of the steps meant. */
  steps: number[]
  details?: Record<string, unknown>
}

/** What is wrong with a call's arguments by its tool's schema, in words; none where nothing is. */
export type ArgumentCheck = (tool: ToolSchema, value: Record<string, unknown>) => string[]

/** What can be said of any response without reading what it means; `checkArguments` may know JSON Schema to its end. */
export function checkResponse(
  content: ResponseContent,
  checkArguments: ArgumentCheck = checkRequired,
): ResponseFinding[] {
  const { steps, strays } = joinSteps(content)
  const calls = steps.flatMap((step) => step.calls.map((call) => ({ step: step.index, call })))
  const findings = calls.flatMap(({ step, call }) => checkCall(content, step, call, checkArguments))
  if (calls.length > 0) {
    const names = [...new Set(calls.map(({ call }) => call.name))].join(', ')
    const at = [...new Set(calls.map(({ step }) => step))]
    findings.push({ code: 'tool_called', severity: 'INFO', message: `Calls ${names}`, steps: at })
  }
  if (strays.length > 0) {
    const message = `${strays.length} ${strays.length === 1 ? 'result answers' : 'results answer'} no call`
    findings.push({ code: 'result_without_call', severity: 'ERROR', message, steps: [], details: { messages: strays } })
  }
  return [...findings, ...checkEnd(content, steps)]
}

function checkCall(
  { tools }: ResponseContent,
  step: number,
  call: StepCall,
  checkArguments: ArgumentCheck,
): ResponseFinding[] {
  const found: ResponseFinding[] = []
  const find = (code: ResponseFindingCode, severity: ResponseFinding['severity'], message: string) =>
    found.push({ code, severity, message, steps: [step], details: { call: call.id, tool: call.name } })
  const tool = tools.find((one) => one.function.name === call.name)
  if (!tool) find('tool_not_offered', 'ERROR', `Calls ${call.name || 'a tool without a name'}, which was not offered`)
  const value = readArguments(call.arguments)
  if (!value.ok) find('arguments_not_json', 'ERROR', `${call.name}: its arguments are ${value.message}`)
  else if (tool) {
    const wrong = checkArguments(tool, value.value)
    if (wrong.length > 0) find('arguments_not_as_asked', 'WARNING', `${call.name}: ${wrong.join('; ')}`)
  }
  if (!call.result) find('call_unanswered', 'WARNING', `Nothing answered the call of ${call.name}`)
  return found
}

/** Empty arguments are none given. */
function readArguments(text: string): { ok: true; value: Record<string, unknown> } | { ok: false; message: string } {
  if (text.trim() === '') return { ok: true, value: {} }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ok: true, value: value as Record<string, unknown> }
    }
    return { ok: false, message: 'JSON, but no object' }
  } catch {
    return { ok: false, message: 'no JSON' }
  }
}

/** Required parameters, and closed values: what needs no JSON Schema. */
export const checkRequired: ArgumentCheck = (tool, value) =>
  readTool(tool).parameters.flatMap(({ name, required, values, type }) => {
    const given = value[name]
    if (given === undefined || given === null) return required ? [`${name} is not given`] : []
    if (values.length > 0 && type !== 'array' && !type.startsWith('array') && !values.includes(printValue(given))) {
      return [`${name} is none of ${values.join(', ')}`]
    }
    return []
  })

function checkEnd({ messages, outcome }: ResponseContent, steps: readonly Step[]): ResponseFinding[] {
  const last = steps.at(-1)
  const at = last ? [last.index] : []
  const found: ResponseFinding[] = []
  const find = (code: ResponseFindingCode, severity: ResponseFinding['severity'], message: string) =>
    found.push({ code, severity, message, steps: at })
  if (outcome === 'MODEL_ERROR' || last?.stop === 'error') find('model_error', 'ERROR', 'The model failed')
  if (outcome === 'TRUNCATED' || outcome === 'TOKEN_LIMIT' || last?.stop === 'length') {
    find('cut_off', 'WARNING', 'It stopped at the token limit')
  }
  if (!steps.some(({ text, calls }) => text.trim() !== '' || calls.length > 0)) {
    find('no_answer', 'ERROR', 'It says and does nothing')
  } else if (messages.at(-1)?.role === 'tool')
    find('ends_on_result', 'WARNING', 'It ends on a tool’s result, without an answer')
  return found
}
