import type { ChainContent } from '@/lib/core/chain/content'

/** What PostgreSQL cannot keep in text is not what anybody typed: U+0000 goes, half a surrogate pair becomes U+FFFD. */
export const tidyText = (text: string) => text.replaceAll('\u0000', '').toWellFormed()

export const tidyContent = (content: ChainContent): ChainContent => ({
  ...(content.title === undefined ? {} : { title: tidyText(content.title) }),
  steps: content.steps.map(tidyText),
  explanation: tidyText(content.explanation),
})

/** An answer or a draft, as it can be stored. */
export function tidyJudgment<T extends { note: string; reasons: string[]; proposal: ChainContent | null }>(
  input: T,
): T {
  return {
    ...input,
    note: tidyText(input.note),
    reasons: input.reasons.map(tidyText),
    proposal: input.proposal && tidyContent(input.proposal),
  }
}
