import type { ChainContent } from '../chain/content'
import type { InstructionContent } from '../instruction/content'
import type { WorkBody } from '../review/wire'
import type { ResponseContent } from '../trajectory/content'
import { answerOf, calledTools, responseText, stepCount } from '../trajectory/words'

/** What can be said of any stage's content. Runs in the browser: types only from modules that bring zod. */

export type ItemContent = ChainContent | InstructionContent | ResponseContent
export const isInstruction = (content: ItemContent): content is InstructionContent => 'text' in content
export const isResponse = (content: ItemContent): content is ResponseContent => 'messages' in content
export const isChain = (content: ItemContent): content is ChainContent => 'explanation' in content

/** The capabilities that it goes through, in order; of a response the tools that it called, each once. */
export const stepsOf = (content: ItemContent): readonly string[] => {
  if (isResponse(content)) return calledTools(content)
  return isInstruction(content) ? content.pattern : content.steps
}

/** How many steps it has: what marks on steps may point at. */
export const stepCountOf = (content: ItemContent): number =>
  isResponse(content) ? stepCount(content) : stepsOf(content).length

/** The words that a reader reads; of a response its last ones. */
export const textOf = (content: ItemContent): string => {
  if (isResponse(content)) return answerOf(content)
  return isInstruction(content) ? content.text : content.explanation
}

/** Its text as one, for word diffs: what an edit can change, and nothing else. */
export function diffText(content: ItemContent): string {
  if (isResponse(content)) return responseText(content)
  if (isInstruction(content)) return content.text
  const steps = content.steps.map((step, index) => `${index + 1} ${step}`).join('\n')
  return [content.title, content.explanation, steps].filter(Boolean).join('\n\n')
}

/** Equal but for white space at the ends: such an edit would change nothing that anybody reads. */
export function sameContent(a: ItemContent, b: ItemContent): boolean {
  if (isResponse(a) || isResponse(b)) {
    return isResponse(a) && isResponse(b) && responseText(a).trim() === responseText(b).trim()
  }
  if (isInstruction(a) || isInstruction(b)) {
    return isInstruction(a) && isInstruction(b) && a.text.trim() === b.text.trim()
  }
  return (
    a.steps.join('\n') === b.steps.join('\n') &&
    a.explanation.trim() === b.explanation.trim() &&
    (a.title ?? '').trim() === (b.title ?? '').trim()
  )
}

/** Why an edited text could not stand on its own; null when it can. */
export function contentGap(content: ItemContent): string | null {
  if (isResponse(content)) return responseGap(content)
  if (isInstruction(content)) return content.text.trim() === '' ? 'The changed instruction has no text.' : null
  if (content.steps.length === 0) return 'The changed chain has no steps.'
  return content.explanation.trim() === '' ? 'The changed chain has no explanation.' : null
}

function responseGap(content: ResponseContent): string | null {
  if (!content.messages.some(({ role }) => role === 'user')) {
    return 'The changed response answers nothing: no request stands in it.'
  }
  return stepCount(content) === 0 ? 'The changed response has no answer.' : null
}

/** The content that a body shows. */
export function contentOf(body: WorkBody): ItemContent {
  if (body.stage === 'RESPONSE') return body.content
  const steps = body.steps.map(({ capability }) => capability)
  if (body.stage === 'INSTRUCTION') return { text: body.text, pattern: steps, tools: body.tools }
  return { ...(body.title !== null && { title: body.title }), steps, explanation: body.explanation }
}
