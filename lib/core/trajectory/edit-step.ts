import type { AssistantMessage, Message, ResponseContent, ToolMessage } from './content'
import { joinSteps, listSteps, type StepCall } from './steps'

/** Changing one step of a response, and what follows of it for the rest. Pure; runs in the browser and on the server. */

export interface StepEdit {
  text: string
  /** The calls that stay, by their place in the step, each with its arguments as they are to be. */
  calls: readonly { place: number; arguments: string }[]
}

/**
 * The response with one step changed. Results stay where they are; those of calls with other arguments are marked as
 * changed by hand, since no tool gave them to such a call; those of calls that were taken out go with them.
 * Throws RangeError where there is no such step, or no such call in it.
 */
export function editStep(content: ResponseContent, step: number, edit: StepEdit): ResponseContent {
  const found = listSteps(content)[step]
  if (!found) throw new RangeError(`There is no step ${step + 1}.`)
  const kept = edit.calls.map(({ place, arguments: text }) => {
    const call = found.calls[place]
    if (!call) throw new RangeError(`Step ${step + 1} has no call ${place + 1}.`)
    return { call, text }
  })
  const gone = new Set(found.calls.filter((call) => !kept.some((one) => one.call === call)).flatMap(placeOfResult))
  const changed = new Set(
    kept.filter(({ call, text }) => text !== call.arguments).flatMap(({ call }) => placeOfResult(call)),
  )
  const messages = content.messages.flatMap((message, place): Message[] => {
    if (gone.has(place)) return []
    if (place === found.message) return [stepMessage(message as AssistantMessage, edit.text, kept)]
    return [changed.has(place) ? { ...(message as ToolMessage), source: 'EDITED' } : message]
  })
  return { ...content, messages }
}

const placeOfResult = ({ result }: StepCall) => (result ? [result.message] : [])

function stepMessage(
  { reasoning, stop }: AssistantMessage,
  text: string,
  kept: { call: StepCall; text: string }[],
): AssistantMessage {
  const calls = kept.map(({ call: { id, name }, text }) => ({ id, name, arguments: text }))
  const ends = calls.length > 0 ? 'tool_calls' : 'stop'
  return {
    ...{ role: 'assistant', text, calls },
    ...(reasoning !== undefined && { reasoning }),
    // A model that never said why it stopped does not say so now.
    ...(stop !== undefined && { stop: ends }),
  }
}

/** The response up to a step and its results; what came after is dropped. */
export function endAfter(content: ResponseContent, step: number): ResponseContent {
  const steps = listSteps(content)
  const found = steps[step]
  if (!found) throw new RangeError(`There is no step ${step + 1}.`)
  const last = Math.max(found.message, ...found.calls.flatMap(placeOfResult))
  return {
    ...content,
    messages: content.messages.slice(0, last + 1),
    outcome: found.calls.length === 0 ? 'FINISHED' : 'UNKNOWN',
  }
}

/** Calls in the order in which they were made, each with the step that it belongs to. */
export const callsInOrder = (content: Pick<ResponseContent, 'messages'>): (StepCall & { step: number })[] =>
  joinSteps(content).steps.flatMap(({ index, calls }) => calls.map((call) => ({ ...call, step: index })))

export interface Observation {
  observation: string
  error: boolean
}

export interface Replayed {
  content: ResponseContent
  /** Steps, from 0, of which a result is another than before. */
  changed: number[]
}

/**
 * The response with the results that its world gives to its answered calls, from a step on. `observations`: one an answered
 * call, in order (`answeredCalls`). Null where those before the step are not what the response has: then the world is not the one
 * that it was made in, and nothing can be said.
 */
export function withObservations(
  content: ResponseContent,
  from: number,
  observations: readonly Observation[],
): Replayed | null {
  const calls = answeredCalls(content)
  const before = calls.findLastIndex(({ step }) => step < from) + 1
  if (calls.slice(0, before).some(({ result }, place) => result?.text !== observations[place]?.observation)) return null
  const messages = [...content.messages]
  const changed = new Set<number>()
  calls.forEach(({ step, result }, place) => {
    const seen = observations[place]
    if (place < before || !result || !seen) return
    if (result.text !== seen.observation) changed.add(step)
    const message = messages[result.message] as ToolMessage
    messages[result.message] = { ...message, text: seen.observation, error: seen.error, source: 'SIMULATED' }
  })
  return { content: { ...content, messages }, changed: [...changed] }
}

/** Calls that something answered: what a replay makes again. */
export const answeredCalls = (content: Pick<ResponseContent, 'messages'>) =>
  callsInOrder(content).filter(({ result }) => result !== null)
