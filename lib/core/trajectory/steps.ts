import type { AssistantMessage, ResponseContent, ToolCall, ToolMessage } from './content'

export interface StepResult extends Pick<ToolMessage, 'name' | 'text' | 'error' | 'source'> {
  /** Its place among the messages, from 0. */
  message: number
}
export interface StepCall extends ToolCall {
  /** Null: nothing answered it. */
  result: StepResult | null
}
/** One assistant message with its calls and what answered them. */
export interface Step {
  /** From 0 among the assistant's messages. */
  index: number
  /** Its place among the messages, from 0. */
  message: number
  text: string
  reasoning: string
  stop: AssistantMessage['stop'] | null
  calls: StepCall[]
}
export interface Trajectory {
  steps: Step[]
  /** Places of results that answer no call. */
  strays: number[]
}

export const listSteps = (content: Pick<ResponseContent, 'messages'>): Step[] => joinSteps(content).steps

/**
 * The steps of a response, results joined with their calls: by id, a call of the step before them first; by name and then
 * by order where the call or the result has no id. A result with an id that no open call has answers none.
 */
export function joinSteps({ messages }: Pick<ResponseContent, 'messages'>): Trajectory {
  const steps: Step[] = []
  const strays: number[] = []
  const open = new Map<string, StepCall[]>()
  let results: StepResultOf[] = []
  const settle = () => {
    strays.push(...joinResults(steps.at(-1)?.calls ?? [], results, open))
    for (const call of steps.at(-1)?.calls ?? []) if (!call.result && call.id !== '') keepOpen(open, call)
    results = []
  }
  messages.forEach((message, place) => {
    if (message.role === 'tool') results.push({ ...resultOf(message, place), callId: message.callId })
    if (message.role !== 'assistant') return
    settle()
    steps.push(stepOf(message, place, steps.length))
  })
  settle()
  return { steps, strays: strays.sort((a, b) => a - b) }
}

type StepResultOf = StepResult & { callId: string }

const resultOf = ({ name, text, error, source }: ToolMessage, message: number): StepResult => ({
  ...{ name, text, error, source, message },
})

const stepOf = ({ text, reasoning, calls, stop }: AssistantMessage, message: number, index: number): Step => ({
  ...{ index, message, text, reasoning: reasoning ?? '', stop: stop ?? null },
  calls: calls.map((call) => ({ ...call, result: null })),
})

function keepOpen(open: Map<string, StepCall[]>, call: StepCall): void {
  const others = open.get(call.id)
  if (others) others.push(call)
  else open.set(call.id, [call])
}

/** Joins what stands between two assistant messages; answers the places of results that nothing was left for. */
function joinResults(calls: StepCall[], results: StepResultOf[], earlier: Map<string, StepCall[]>): number[] {
  const byId = new Map<string, StepCall[]>()
  for (const call of calls) if (call.id !== '') keepOpen(byId, call)
  const rest = results.filter(({ callId, ...result }) => {
    if (callId === '') return true
    const call = byId.get(callId)?.shift() ?? earlier.get(callId)?.shift()
    if (call) call.result = result
    return !call
  })
  const unnamed = rest.filter(({ callId, ...result }) => !answer(calls, callId, result, result.name))
  return unnamed.flatMap(({ callId, ...result }) => (answer(calls, callId, result, null) ? [] : [result.message]))
}

/** Gives a result to the first call without one, of that name where one is asked for, if either of the two has no id. */
function answer(calls: StepCall[], callId: string, result: StepResult, name: string | null): boolean {
  const call = calls.find(
    (one) => !one.result && (one.id === '' || callId === '') && (name === null || (name !== '' && one.name === name)),
  )
  if (call) call.result = result
  return call !== undefined
}
