import { z } from 'zod'
import { storableText } from '../text'

/** A behavior chain: capabilities in order, and what they do together. AgentAlign's shape plus an optional title. */
export const chainContentSchema = z.strictObject({
  title: storableText(200).optional(),
  steps: z.array(storableText(200).min(1)).max(50),
  explanation: storableText(20_000),
})
export type ChainContent = z.infer<typeof chainContentSchema>

/** The step sequence as one key: equal keys, equal sequences. */
export const stepKey = (steps: readonly string[]) => steps.join(' > ')

/** What search reads: title, explanation and steps, at most 2,000 characters. */
export const chainSearchText = (content: ChainContent) =>
  [content.title, content.explanation, content.steps.join(' ')].filter(Boolean).join('\n').slice(0, 2_000)
