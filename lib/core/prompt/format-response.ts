import type { ResponseContent } from '../trajectory/content'
import { listSteps, type Step, type StepCall } from '../trajectory/steps'

/** About how many characters a response takes in a prompt. */
const RESPONSE_SIZE = 60_000
/** What is kept of each text, the first that makes the whole fit; no step is ever left out. */
const KEPT = [Number.POSITIVE_INFINITY, 8_000, 2_000, 500, 120]

/**
 * A response as a prompt's data: its steps with their calls and results. JSON, so that no text in it can pass for another
 * step, call or result than the one it is. What a user said after the instruction stands with the step that follows it.
 */
export function formatResponse(content: Pick<ResponseContent, 'messages'>): string {
  const steps = listSteps(content)
  const said = followUps(content, steps)
  let text = ''
  for (const most of KEPT) {
    const cut = (one: string) => shorten(one, most)
    text = JSON.stringify(
      steps.map((step) => formatStep(step, said.get(step.index) ?? '', cut)),
      null,
      1,
    )
    if (text.length <= RESPONSE_SIZE) break
  }
  return text
}

const formatStep = ({ index, text, reasoning, calls, stop }: Step, user: string, cut: (text: string) => string) => ({
  step: index,
  ...(user && { user: cut(user) }),
  ...(reasoning && { reasoning: cut(reasoning) }),
  text: cut(text),
  calls: calls.map((call) => formatCall(call, cut)),
  ...(stop && { stop }),
})

const formatCall = ({ name, arguments: given, result }: StepCall, cut: (text: string) => string) => ({
  ...{ name, arguments: cut(given), result: result && cut(result.text) },
  ...(result?.error && { error: true }),
})

/** By step: the user's words between it and the step before, without the instruction itself. */
function followUps({ messages }: Pick<ResponseContent, 'messages'>, steps: readonly Step[]): Map<number, string> {
  const instruction = messages.findIndex(({ role }) => role === 'user')
  const said = new Map<number, string>()
  for (const { index, message } of steps) {
    const from = index === 0 ? 0 : steps[index - 1]!.message
    const words = messages.flatMap((one, place) =>
      one.role === 'user' && place !== instruction && place > from && place < message ? one.text : [],
    )
    said.set(index, words.join('\n\n'))
  }
  return said
}

/** The beginning and the end, two to one: an answer's stance stands in either. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const head = Math.floor((most * 2) / 3)
  const left = text.length - most
  return `${text.slice(0, head)}[… ${left} characters left out …]${text.slice(head + left)}`
}
