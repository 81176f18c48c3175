import { z } from 'zod'

/** A behavior chain: capabilities in order, and what they do together. AgentAlign's shape plus an optional title. */
export const chainContentSchema = z.strictObject({
  title: z.string().max(200).optional(),
  steps: z.array(z.string().min(1).max(200)).max(50),
  explanation: z.string().max(20_000),
})
export type ChainContent = z.infer<typeof chainContentSchema>

/** The step sequence as one key: equal keys, equal sequences. */
export const stepKey = (steps: readonly string[]) => steps.join(' > ')

/** What search reads: title, explanation and steps, at most 2,000 characters. */
export const chainSearchText = (content: ChainContent) =>
  [content.title, content.explanation, content.steps.join(' ')].filter(Boolean).join('\n').slice(0, 2_000)
