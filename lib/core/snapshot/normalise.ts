import { type ItemContent, isInstruction, isResponse } from '../item/content'

/**
 * A text as duplicates and benchmark prompts are compared: its words and numbers in NFKC and lower case, one space
 * between them. White space, punctuation and letter case make no other text.
 */
export const normalise = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')

/** What somebody asks for: what benchmarks are made of. */
export function promptOf(content: ItemContent): string {
  if (isResponse(content)) {
    return content.messages.flatMap((message) => (message.role === 'user' ? [message.text] : [])).join('\n')
  }
  return isInstruction(content) ? content.text : content.explanation
}

/** What two rows are compared by: all that the row would teach, so that two answers to one request are two rows. */
export function comparedText(content: ItemContent): string {
  if (!isResponse(content)) {
    return isInstruction(content) ? content.text : [...content.steps, content.explanation].join('\n')
  }
  return content.messages
    .flatMap((message) => {
      if (message.role === 'user') return [message.text]
      if (message.role !== 'assistant') return []
      return [message.text, ...message.calls.map((call) => `${call.name} ${call.arguments}`)]
    })
    .join('\n')
}
