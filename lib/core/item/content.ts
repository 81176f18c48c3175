import type { ChainContent } from '../chain/content'
import type { InstructionContent } from '../instruction/content'
import type { WorkBody } from '../review/wire'

/** What can be said of any stage's content. Runs in the browser: types only from modules that bring zod. */

export type ItemContent = ChainContent | InstructionContent
export const isInstruction = (content: ItemContent): content is InstructionContent => 'text' in content

/** The capabilities that it goes through, in order. */
export const stepsOf = (content: ItemContent): readonly string[] =>
  isInstruction(content) ? content.pattern : content.steps

/** The words that a reader reads. */
export const textOf = (content: ItemContent): string => (isInstruction(content) ? content.text : content.explanation)

/** Its text as one, for word diffs: what an edit can change, and nothing else. */
export function diffText(content: ItemContent): string {
  if (isInstruction(content)) return content.text
  const steps = content.steps.map((step, index) => `${index + 1} ${step}`).join('\n')
  return [content.title, content.explanation, steps].filter(Boolean).join('\n\n')
}

/** Equal but for white space at the ends: such an edit would change nothing that anybody reads. */
export function sameContent(a: ItemContent, b: ItemContent): boolean {
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
  if (isInstruction(content)) return content.text.trim() === '' ? 'The changed instruction has no text.' : null
  if (content.steps.length === 0) return 'The changed chain has no steps.'
  return content.explanation.trim() === '' ? 'The changed chain has no explanation.' : null
}

/** The content that a body shows. */
export function contentOf(body: WorkBody): ItemContent {
  const steps = body.steps.map(({ capability }) => capability)
  if (body.stage === 'INSTRUCTION') return { text: body.text, pattern: steps, tools: body.tools }
  return { ...(body.title !== null && { title: body.title }), steps, explanation: body.explanation }
}
