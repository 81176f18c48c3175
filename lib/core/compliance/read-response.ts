import type { ResponseContent } from '../trajectory/content'
import { joinSteps, type Step, type StepCall } from '../trajectory/steps'
import { requestOf } from '../trajectory/words'
import type { PhraseClass } from './phrases/phrase-set'
import { TextReading } from './read-text'
import type { Evidence, SignalCode } from './signals'
import { looksByName, onlyLooks } from './tool-kind'

export interface ReadStep extends Step {
  reading: TextReading
}
export interface ReadCall {
  step: number
  /** Among the step's calls. */
  index: number
  call: StepCall
  /** Does something, or is all that the task was: a look where nothing but looking was offered. */
  acts: boolean
  /** Answered with an error, and no later call of the same tool went better. */
  failed: boolean
  /** Breaks off in its arguments: nothing was called. */
  half: boolean
}
export interface ResponseReading {
  steps: ReadStep[]
  calls: ReadCall[]
  last: ReadStep | null
  /** The last step breaks off. */
  cut: boolean
  /** There is no answer of a model to judge. */
  broken: 'empty' | 'error_text' | null
}

/** What a response says and does, step by step. */
export function readResponse(content: ResponseContent): ResponseReading {
  const request = requestOf(content)
  const repeats = (part: string) => quotes(part, request)
  const steps = joinSteps(content).steps.map((step) => ({ ...step, reading: new TextReading(step.text, repeats) }))
  const calls = readCalls(content, steps)
  const last = steps.at(-1) ?? null
  return { steps, calls, last, cut: isCut(content, last), broken: brokenBy(content, steps, last) }
}

const bare = (text: string) =>
  text
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
function quotes(part: string, request: string): boolean {
  const words = bare(part)
  return words !== '' && bare(request).includes(words)
}

function readCalls(content: ResponseContent, steps: readonly ReadStep[]): ReadCall[] {
  const all = steps.flatMap(({ index: step, calls }) => calls.map((call, index) => ({ step, index, call })))
  const names = [...content.tools.map((tool) => tool.function.name), ...all.map(({ call }) => call.name)]
  const onlyLooking = names.every((name) => looksByName(name) === true)
  return all.map((one, place) => ({
    ...one,
    acts: onlyLooking || !onlyLooks(one.call),
    half: one.call.result === null && isHalfJson(one.call.arguments),
    failed:
      isFailure(one.call) && !all.slice(place + 1).some(({ call }) => call.name === one.call.name && wentWell(call)),
  }))
}

const wentWell = (call: StepCall) => call.result !== null && !isFailure(call)

/** A result marked as an error, or one that says it is: sources differ in whether they mark. */
const isFailure = ({ result }: StepCall) =>
  result !== null &&
  (result.error ||
    /^\s*(?:error\b|\{\s*"(?:error|errors|error_code|error_message)"\s*:\s*(?!null|false|""|\[\])|\{[^{}]{0,80}"(?:success|ok)"\s*:\s*false|\{[^{}]{0,80}"status"\s*:\s*"(?:error|failed|failure)")/i.test(
      result.text,
    ))

function isCut({ outcome }: ResponseContent, last: ReadStep | null): boolean {
  if (!last) return false
  if (outcome === 'TRUNCATED' || outcome === 'TOKEN_LIMIT' || last.stop === 'length') return true
  if (last.stop !== null && last.stop !== 'other') return false
  if (last.calls.some(({ result, arguments: text }) => result === null && isHalfJson(text))) return true
  return last.calls.length === 0 && last.reading.brokenOff !== null
}

function isHalfJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false
  try {
    JSON.parse(text)
    return false
  } catch {
    return !/[}\]]\s*$/.test(text)
  }
}

function brokenBy(
  { outcome }: ResponseContent,
  steps: readonly ReadStep[],
  last: ReadStep | null,
): ResponseReading['broken'] {
  if (!last) return 'empty'
  if (last.calls.length === 0 && last.reading.error) return 'error_text'
  const silent = last.text.trim() === '' && last.calls.length === 0
  if (last.stop === 'error' || last.stop === 'content_filter' || outcome === 'MODEL_ERROR' || outcome === 'FILTERED') {
    return silent ? 'empty' : 'error_text'
  }
  if (last.stop === 'length') return null
  return silent && steps.every(({ calls, text }) => calls.length === 0 && text.trim() === '') ? 'empty' : null
}

/** Every span of a class, as evidence of a signal. */
export const evidenceOf = ({ steps }: Pick<ResponseReading, 'steps'>, code: SignalCode, of: PhraseClass): Evidence[] =>
  steps.flatMap(({ index, reading }) =>
    reading.spans(of).map((span) => ({ code, step: index, part: 'text' as const, ...span })),
  )

export const callEvidence = (code: SignalCode, { step, index, call }: ReadCall): Evidence => ({
  ...{ code, step, part: 'call' as const, call: index, start: 0, end: call.arguments.length },
})

/** The last text, where there is one; else the beginning of the last step. */
export function endEvidence({ steps }: Pick<ResponseReading, 'steps'>, code: SignalCode): Evidence[] {
  const last = steps.at(-1)
  if (!last) return []
  const span = last.reading.brokenOff ??
    last.reading.error ?? { start: Math.max(0, last.text.length - 80), end: last.text.length }
  return [{ code, step: last.index, part: 'text', ...span }]
}
